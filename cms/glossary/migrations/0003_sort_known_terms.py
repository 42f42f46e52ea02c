"""Terms that were there before take their place in the order of their language."""

from django.db import migrations

from languages.alphabets import sort_column


def sort_terms(apps, schema_editor):
    terms = apps.get_model("glossary", "GlossaryTerm").objects.filter(sorted_by="")
    for term in terms.only("term", "language").iterator(chunk_size=500):
        term.sorted_by = sort_column(term.term, None, term.language)
        term.save(update_fields=["sorted_by"])


class Migration(migrations.Migration):
    dependencies = [("glossary", "0002_terms_in_their_order")]
    operations = [migrations.RunPython(sort_terms, migrations.RunPython.noop)]
