"""News of actas."""

from django.dispatch import Signal

# Sent after commit with ``acta``.
acta_signed = Signal()
