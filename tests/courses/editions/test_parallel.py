"""Two institutes publish at the same moment."""

from functools import partial

import pytest

from courses.editions.models import Course
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import InstituteFactory
from tests.parallel import at_once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_first_editions_of_one_name_get_two_addresses() -> None:
    institutes = [InstituteFactory.create() for _ in range(4)]
    publications = [partial(make_edition, organisation=institute, slug="lectura") for institute in institutes]
    editions = at_once(*publications)
    slugs = set(Course.objects.filter(editions__in=editions).values_list("slug", flat=True))
    assert slugs == {"lectura", "lectura-2", "lectura-3", "lectura-4"}
