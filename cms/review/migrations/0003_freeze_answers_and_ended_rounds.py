from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("review", "0002_rounds_stages_and_guests")]

    operations = [
        ForbidUpdate(
            table="review_reviewrequest",
            columns=["round_id", "organisation_id", "guest_id", "approves", "decision", "remark", "decided_by_id", "decided_at"],
            when="OLD.decided_at IS NOT NULL",
        ),
        ForbidUpdate(
            table="review_reviewround",
            columns=["course_id", "number", "digest", "opened_at", "outcome", "closed_at"],
            when="OLD.closed_at IS NOT NULL",
        ),
    ]
