from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0004_licences_and_credits'),
    ]

    operations = [
        migrations.AddField(
            model_name='coursepage',
            name='edition_notes',
            field=models.TextField(blank=True, db_default='', max_length=2000, verbose_name='notes for those studying'),
        ),
        migrations.AddField(
            model_name='coursepage',
            name='raise_to_major',
            field=models.BooleanField(db_default=False, default=False, verbose_name='call it a major change'),
        ),
    ]
