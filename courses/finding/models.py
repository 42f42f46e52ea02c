"""Finding: what the listed courses say, in each of their languages, ready to be searched."""

from django.db import models

from courses.editions.models import Course, Edition


class Entry(models.Model):
    """A course (``lesson_uid`` empty) or a lesson in one language.

    Its words lie in the table ``finding_words`` under the same key, as each database searches best (``matching``).
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    lesson_uid = models.UUIDField(null=True)
    language = models.CharField(max_length=20)
    number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "lesson_uid", "language"], name="lesson_entry_once"),
            models.UniqueConstraint(
                fields=["edition", "language"], condition=models.Q(lesson_uid=None), name="course_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
