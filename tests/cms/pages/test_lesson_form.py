"""The editor remembers what its blocks are, and not longer than that is true."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.models import LessonPage
from institutes.models import Membership
from tests.cms.pages.factories import make_course
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor

pytestmark = pytest.mark.django_db


def _editor(client: Client) -> str:
    course = make_course(rich=False, publish=False)
    member = MembershipFactory.create(role=Membership.Role.AUTHOR, organisation=course.organisation)
    client.force_login(give_second_factor(member.user))
    lesson = LessonPage.objects.descendant_of(course).get()
    return html.unescape(client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode())


def test_an_organisation_can_be_credited_as_soon_as_it_is_known(client: Client) -> None:
    assert "Colectivo Nuevo" not in _editor(client)
    OrganisationFactory.create(name="Colectivo Nuevo")
    assert "Colectivo Nuevo" in _editor(client)


def test_the_editor_brings_what_its_blocks_need(client: Client) -> None:
    page = _editor(client)
    assert "telepath/blocks.js" in page
    assert "image-chooser-telepath.js" in page
