"""News from assessment, within the transaction that writes it and with the enrolment held."""

from django.dispatch import Signal

# An attempt was submitted and marked as far as a machine can: attempt=.
attempt_submitted = Signal()
# An attempt gained by a corrected key: regrading=, at=.
attempt_regraded = Signal()
# Evidence was handed in or added to: evidence=.
evidence_submitted = Signal()
