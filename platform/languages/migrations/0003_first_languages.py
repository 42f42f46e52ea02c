"""The three languages that the settings had."""

from django.db import migrations

FIRST = [
    {"tag": "es-mx", "endonym": "Español", "spanish_name": "Español", "is_interface": True},
    {
        "tag": "hch",
        "endonym": "Wixárika",
        "spanish_name": "Wixárika",
        "orthography_note": "La norma de escritura sigue en discusión: se conserva lo que cada persona escribe.",
        "community_note": "Mezquitic, Bolaños.",
    },
    {
        "tag": "nah-x-mexocc",
        "spanish_name": "Náhuatl (mexicano de occidente)",
        "orthography_note": "Conviven varias convenciones escolares; ninguna se corrige.",
        "community_note": "Cuautitlán de García Barragán. Etiqueta privada: la variante no tiene código propio.",
    },
]


def add(apps, schema_editor):
    language = apps.get_model("languages", "Language")
    for facts in FIRST:
        language.objects.get_or_create(tag=facts["tag"], defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("languages", "0002_languages_in_tables")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
