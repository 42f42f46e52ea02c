"""The database refuses to rewrite a published scale of results, and what its levels are called."""

from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("skills", "0003_scales_of_results")]

    operations = [
        ForbidUpdate(table="skills_resultlevel", columns=["scale_id", "position", "label"]),
        ForbidUpdate(
            table="skills_resultscale",
            columns=["code", "version", "name", "published_on"],
            when="OLD.published_on IS NOT NULL",
        ),
    ]
