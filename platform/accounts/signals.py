"""News about people, for upper rooms."""

from django.dispatch import Signal

consent_withdrawn = Signal()
"""Sent in the transaction: ``user``, ``purpose`` (Consent.Purpose) and ``at``."""
