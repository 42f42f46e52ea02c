import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_data_exports'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('told', models.JSONField(default=list)),
                ('told_at', models.DateTimeField()),
            ],
        ),
    ]
