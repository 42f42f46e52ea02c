"""A block of text was its HTML; now it is a structure, so that it can say who made it."""

from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation


class HoldHtml(BaseBlockOperation):
    """Wraps a value that is still bare; in drafts and in every former revision alike."""

    def apply(self, block_value):
        return {"html": block_value} if isinstance(block_value, str) else block_value

    @property
    def operation_name_fragment(self):
        return "hold_html"


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_credit_of_blocks"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    operations = [
        MigrateStreamData("pages", "LessonPage", "body", operations_and_block_paths=[(HoldHtml(), "text")]),
    ]
