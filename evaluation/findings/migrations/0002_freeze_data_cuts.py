from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]

    operations = [
        ForbidUpdate(table="findings_datacut", columns=["pilot_id", "number", "taken_at", "inputs", "digest", "n"]),
        ForbidUpdate(
            table="findings_finding",
            columns=["data_cut_id", "institute_id", "measure", "statistic", "method_version", "n", "exclusions"],
        ),
    ]
