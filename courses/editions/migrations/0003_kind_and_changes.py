from django.db import migrations, models

from foundation.immutability import ForbidUpdate

FORMERLY = [
    "id", "course_id", "number", "digest", "keys_digest", "source_text", "title", "summary", "course_type",
    "hours", "pass_mark", "attempts_allowed", "source_language", "languages", "cover_url", "cover_alt",
    "search_text", "notes", "is_demonstration", "published_at",
]

class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0002_frozen_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='changes',
            field=models.JSONField(db_default=models.Value({}, output_field=models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name='edition',
            name='kind',
            field=models.CharField(blank=True, choices=[('minor', 'Minor: wording'), ('major', 'Major: structure or assessment')], db_default='', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'minor', 'major'])), name='edition_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 1), ('kind', ''), _connector='OR'), name='edition_first_has_no_kind'),
        ),
        # SQLite makes the table anew for each of these, without its trigger.
        ForbidUpdate(table="editions_edition", columns=[*FORMERLY, "kind", "changes"], formerly=FORMERLY),
    ]
