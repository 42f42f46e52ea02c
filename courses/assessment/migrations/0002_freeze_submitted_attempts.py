from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [
        ForbidUpdate(
            table="assessment_attempt",
            columns=[
                "enrolment_id",
                "lesson_uid",
                "number",
                "language",
                "questions",
                "answers",
                "result",
                "points",
                "max_points",
                "submitted_at",
            ],
            when="OLD.submitted_at IS NOT NULL",
        )
    ]
