"""Frameworks load once, repeat without effect, and never change once published."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from cms.skills.models import FrameworkVersion, Skill
from cms.skills.operations import FrameworkRefused, Loaded, load_framework, rows_of
from institutes.models import Membership, Organisation
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor

pytestmark = pytest.mark.django_db


def test_loads_every_row_with_its_parent_and_repeats_without_effect() -> None:
    rows = rows_of()
    assert load_framework(rows) == Loaded(versions=3, skills=len(rows))
    assert Skill.objects.get(code="2.3").parent == Skill.objects.get(code="2", framework_version__version="2015-2016")
    assert load_framework(rows) == Loaded(0, 0)
    call_command("load_skills")
    assert Skill.objects.count() == len(rows)


def test_versions_loaded_with_a_date_are_published() -> None:
    load_framework(rows_of())
    assert not FrameworkVersion.objects.filter(published_on=None).exists()


@pytest.mark.parametrize("change", [{"short_label_es": "Otra cosa"}, {"code": "9.9"}])
def test_refuses_to_rewrite_a_published_version(change: dict[str, str]) -> None:
    rows = rows_of()
    load_framework(rows)
    with pytest.raises(FrameworkRefused):
        load_framework([{**rows[-1], **change}])
    assert load_framework(rows) == Loaded(0, 0)


def test_the_database_refuses_to_reword_a_skill() -> None:
    load_framework(rows_of())
    with pytest.raises(DatabaseError), transaction.atomic():
        Skill.objects.filter(code="2.3").update(label="Otra cosa")
    with pytest.raises(DatabaseError), transaction.atomic():
        FrameworkVersion.objects.update(published_on=None)


def test_the_cms_lists_frameworks_to_the_state_and_keeps_published_ones_as_they_are(client: Client) -> None:
    load_framework(rows_of())
    authority = OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY)
    client.force_login(
        give_second_factor(MembershipFactory.create(organisation=authority, role=Membership.Role.SEJ_ADMIN).user)
    )
    listing = client.get(reverse("wagtailsnippets_skills_skill:list"))
    assert listing.status_code == 200
    skill = Skill.objects.get(code="2.3")
    assert client.get(reverse("wagtailsnippets_skills_skill:edit", args=[skill.pk])).status_code == 302
    assert client.get(reverse("wagtailsnippets_skills_skill:delete", args=[skill.pk])).status_code == 302
