"""News of authored courses, for the floors above."""

from django.dispatch import Signal

# Sent inside the publishing transaction with ``page`` (the course in its source language), ``user``, ``at`` and
# ``tree`` (it and its parts as loaded and found complete, or None when it was a translation that went live): a receiver
# that raises undoes the publication, so a course is never live without its edition.
course_published = Signal()

# Sent with ``page`` (the course in its source language) when it stops being offered.
course_unpublished = Signal()

# Sent inside the publishing transaction with ``pks``, the primary keys of pages stored without a ``post_save`` of each.
pages_went_live = Signal()
