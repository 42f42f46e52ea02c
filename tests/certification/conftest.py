import pytest

from courses.study.models import Enrolment
from institutes.models import Organisation
from tests.certification.factories import CompletedEnrolmentFactory
from tests.institutes.factories import InstituteFactory


@pytest.fixture
def institute(db: None) -> Organisation:
    return InstituteFactory.create(code="IES-05")


@pytest.fixture
def enrolment(institute: Organisation) -> Enrolment:
    """A teacher of the institute who completed a course and is in no acta."""
    return CompletedEnrolmentFactory.create(institute=institute)
