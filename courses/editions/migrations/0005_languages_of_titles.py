from django.db import migrations, models

from foundation.immutability import ForbidUpdate

FORMERLY = [
    "id", "edition_id", "language", "uid", "module_uid", "position", "number", "title", "module_title",
    "minutes", "content_id", "questions", "evidence", "answer_minutes",
]


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0004_lesson_answer_minutes'),
    ]

    operations = [
        migrations.AddField(
            model_name='lesson',
            name='module_title_language',
            field=models.CharField(blank=True, db_default='', max_length=20),
        ),
        migrations.AddField(
            model_name='lesson',
            name='title_language',
            field=models.CharField(blank=True, db_default='', max_length=20),
        ),
        ForbidUpdate(
            table="editions_lesson",
            columns=[*FORMERLY, "module_title_language", "title_language"],
            formerly=FORMERLY,
        ),
    ]
