from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]
    operations = [
        ForbidUpdate(
            table="editions_edition",
            columns=[
                "id", "course_id", "number", "digest", "keys_digest", "source_text", "title", "summary", "course_type",
                "hours", "pass_mark", "attempts_allowed", "source_language", "languages", "cover_url", "cover_alt",
                "search_text", "notes", "is_demonstration", "published_at",
            ],
        ),
        ForbidUpdate(table="editions_editionlevel", columns=["edition_id", "level"]),
        ForbidUpdate(table="editions_editionlanguage", columns=["edition_id", "language"]),
        ForbidUpdate(table="editions_answerkey", columns=["edition_id", "keys"]),
        ForbidUpdate(table="editions_content", columns=["digest", "html"]),
        ForbidUpdate(
            table="editions_lesson",
            columns=[
                "id", "edition_id", "language", "uid", "module_uid", "position", "number", "title", "module_title",
                "minutes", "content_id", "questions", "evidence",
            ],
        ),
    ]
