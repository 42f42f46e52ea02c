"""The database refuses to rewrite the skills of a published framework version."""

from django.db import migrations

from foundation.immutability import ForbidUpdate

# A subquery cannot stand in a PostgreSQL trigger's WHEN, so the rule is on what identifies and names a skill at all
# times; a draft is corrected by deleting the skill and adding it again.
COLUMNS = ["framework_version_id", "level_name", "code", "label", "language"]


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]

    operations = [
        ForbidUpdate(table="skills_skill", columns=COLUMNS),
        ForbidUpdate(
            table="skills_frameworkversion",
            columns=["framework_id", "version", "published_on"],
            when="OLD.published_on IS NOT NULL",
        ),
    ]
