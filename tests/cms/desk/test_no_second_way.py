"""Wagtail copies pages to translate them; the texts of a course are translated at the desk alone."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from cms.pages.models import CoursePage, InstitutePage
from tests.accounts.factories import UserFactory
from tests.clients import signed_in
from tests.cms.desk.factories import Desk, make_desk
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_translating_a_course_leads_to_the_desk(desk: Desk) -> None:
    address = reverse("simple_translation:submit_page_translation", args=[desk.course.pk])
    answer = signed_in(desk.translator).get(address)
    assert (answer.status_code, answer["Location"]) == (302, reverse("translation_desk"))


def test_the_page_of_an_institute_is_copied_without_its_courses(desk: Desk) -> None:
    hch = Locale.objects.get_or_create(language_code="hch")[0]
    page = InstitutePage.objects.get(organisation=desk.course.organisation)
    home = page.get_parent().specific
    home.copy_for_translation(hch)
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    operator = signed_in(give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))
    operator.post(address, {"locales": hch.pk, "include_subtree": "on"})
    assert InstitutePage.objects.filter(locale=hch).count() == 1
    assert CoursePage.objects.count() == 1
