from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("pilots", "0001_initial")]

    operations = [
        ForbidUpdate(
            table="pilots_pilot",
            columns=["protocol", "protocol_digest", "edition_id", "starts_on", "ends_on", "locked_at", "locked_by_id"],
            when="OLD.locked_at IS NOT NULL",
        ),
    ]
