"""The editor of a long lesson: its queries do not grow with its blocks, nor its time far beyond Wagtail's own."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.pages.models import LessonPage, ModulePage
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import content_blocks, make_course, make_image
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db


def _lesson(module: ModulePage, blocks: list[tuple[str, Any]], slug: str) -> LessonPage:
    lesson = LessonPage(title=slug, slug=slug, live=False)
    kinds = lesson.body.stream_block.child_blocks
    lesson.body = [(name, kinds[name].normalize(value)) for name, value in blocks]
    added: LessonPage = module.add_child(instance=lesson)
    added.save_revision()
    return added


def _queries(client: Client, address: str) -> int:
    client.get(address)  # what is asked once per process is not asked again
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))
    return client


def test_forty_blocks_cost_no_more_queries_than_ten(editor: Client) -> None:
    course = make_course(rich=False, publish=False)
    module = ModulePage.objects.child_of(course).get()
    each = [*content_blocks(), ("image", {"image": make_image(), "decorative": False, "alt": "Otra", "caption": ""})]
    short, long = _lesson(module, each, "corta"), _lesson(module, each * 3, "larga")
    for door in ("wagtailadmin_pages:edit", "page_readiness"):
        few, many = (_queries(editor, reverse(door, args=[page.pk])) for page in (short, long))
        assert many == few, door
