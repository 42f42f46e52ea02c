"""News from cohorts."""

from django.dispatch import Signal

# Within the transaction that changes a cohort whose row is locked: cohort=, at=. A receiver may refuse (CohortRefused).
cohort_changed = Signal()
