"""Say of each lesson, and of each of its drafts, that its blocks have identifiers of its own: copies tell by it."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 200


def fill(apps, _schema_editor):
    lessons = apps.get_model("pages", "LessonPage").objects
    pages = apps.get_model("wagtailcore", "Page").objects
    own = pages.filter(pk=OuterRef("pk")).values("translation_key")
    lessons.filter(uids_of=None).update(uids_of=Subquery(own))
    content_types = apps.get_model("contenttypes", "ContentType").objects
    kind = content_types.filter(app_label="pages", model="lessonpage").first()
    if kind is None:
        return
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type=kind)
    for revision in revisions.iterator(chunk_size=BATCH):
        if not revision.content.get("uids_of"):
            revision.content["uids_of"] = revision.content.get("translation_key")
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [('pages', '0006_more_blocks'), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
