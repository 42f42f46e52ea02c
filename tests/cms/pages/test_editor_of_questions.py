"""The editor of a lesson asks the database no more often however many questions the lesson has."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.pages.models import LessonPage
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import KINDS, make_course, make_skill, pool_value
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db


def _queries_of_editor(client: Client, **course: Any) -> int:
    made = make_course(rich=False, publish=False, **course)
    address = reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.descendant_of(made).get().pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum('"institutes_organisation"' not in query["sql"] for query in queries)  # those belong to the credit


def test_more_questions_cost_no_more_queries() -> None:
    make_skill()
    client = Client()
    client.force_login(
        give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    few = _queries_of_editor(client, questions=KINDS, pools=[pool_value()])
    many = _queries_of_editor(client, questions=KINDS * 3, pools=[pool_value()] * 3)
    assert many == few
