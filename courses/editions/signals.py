"""News of editions."""

from django.dispatch import Signal

# After commit, once for each new edition: edition=
edition_stored = Signal()
