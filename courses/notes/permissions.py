"""Whose notes: one's own, whatever role anybody holds."""

from django.db.models import QuerySet

from accounts.models import User
from courses.notes.models import Note


def notes_of(user: User) -> QuerySet[Note]:
    """The person's notes, those changed last first."""
    return Note.objects.filter(author_id=user.pk)
