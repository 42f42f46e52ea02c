from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [
        ForbidUpdate(
            table="publication_release",
            columns=["uid", "pilot_id", "data_cut_id", "number", "content", "digest", "published_at"],
        ),
    ]
