from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("marking", "0001_initial")]
    operations = [
        ForbidUpdate(
            table="marking_mark",
            columns=["uid", "work_id", "marker_id", "role", "levels", "score", "max_score", "comment", "marked_at"],
        ),
        ForbidUpdate(table="marking_appeal", columns=["work_id", "reason", "asked_at"]),
        ForbidUpdate(
            table="marking_work",
            columns=["uid", "enrolment_id", "attempt_id", "question_uid", "evidence_id", "version", "handed_in_at",
                     "text", "pieces", "frozen_at"],
            when="OLD.frozen_at IS NOT NULL",
        ),
    ]  # fmt: skip
