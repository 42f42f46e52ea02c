"""A group whose task asks for comments of colleagues."""

from typing import Any

from courses.assessment.models import Evidence
from courses.cohorts.models import Cohort
from courses.editions.operations import store_edition
from courses.peers.models import Comment
from courses.peers.operations import take_part
from courses.study.models import Enrolment
from institutes.models import Organisation
from tests.accounts.factories import TeacherFactory
from tests.courses.assessment.factories import NOON, document, keys, make_enrolment
from tests.courses.assessment.test_evidence import hand_in
from tests.courses.cohorts.factories import UNDER_WAY, make_cohort
from tests.institutes.factories import InstituteFactory

KIND_WORDS = "Se entiende muy bien lo que hizo; ayudaría saber cómo respondió el grupo."


def exchanging(institute: Organisation | None = None, *, each: int = 2) -> Cohort:
    """A group of the small course, in whose task each reads so many works."""
    institute = institute or InstituteFactory.create()
    source = document(organisation=institute.code, slug=f"entre-colegas-{institute.code.lower()}")
    source["modules"][1]["lessons"][0]["blocks"][1]["peers"] = each
    edition = store_edition(source, keys(), {}, organisation=institute, actor=None, at=NOON)
    return make_cohort(edition=edition, organisation=institute, **UNDER_WAY)


def member_of(cohort: Cohort, teacher: Any = None) -> Enrolment:
    enrolment = make_enrolment(edition=cohort.edition, teacher=teacher or TeacherFactory.create())
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
    return Enrolment.objects.get(pk=enrolment.pk)


def handed_in(cohort: Cohort, teacher: Any = None, text: str = "Observé a mi grupo mientras leía.") -> Evidence:
    return hand_in(member_of(cohort, teacher), text=text)


def joined(cohort: Cohort, number: int) -> list[Evidence]:
    """So many people who take part, each with a text of their own."""
    found = [handed_in(cohort, text=f"Trabajo {place} sobre la lectura en voz alta.") for place in range(number)]
    for evidence in found:
        take_part(actor=evidence.enrolment.teacher, evidence=evidence, at=NOON)
    return found


def given_by(evidence: Evidence) -> list[Comment]:
    return list(Comment.objects.filter(reader__evidence=evidence).order_by("pk"))
