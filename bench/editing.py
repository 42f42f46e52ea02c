"""How much longer the editor of a long lesson takes to open than a plain Wagtail page with as many blocks."""

from dataclasses import dataclass
from http import HTTPStatus
from statistics import median

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from bench.courses import CONTENT, large_course
from bench.measuring import Measured, measured
from bench.plain import PlainPage, plain_table
from cms.pages.models import HomePage, LessonPage
from institutes.models import Membership
from tests.cms.pages.factories import KINDS, question_value
from tests.institutes.factories import MembershipFactory, give_second_factor

ROUNDS = 9


@dataclass(frozen=True)
class Opened:
    """Median seconds of each page, the ratio of the medians, and the least and greatest ratio of a pair."""

    ours: float
    plain: float
    least: float
    greatest: float
    statements: int
    plain_statements: int

    @property
    def ratio(self) -> float:
        return self.ours / self.plain


def compare_editors(*, blocks: int, rounds: int = ROUNDS) -> Opened:
    """Open both in turn, so that whatever else the machine does slows both."""
    with plain_table():
        lesson, plain = _long_lesson(blocks), _plain_page(blocks)
        client = _author_of(lesson)
        addresses = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (lesson, plain)]
        for address in addresses:  # templates and definitions are read once
            _opened(client, address)
        pairs = [(_opened(client, addresses[0]), _opened(client, addresses[1])) for _round in range(rounds)]
    ratios = [ours.seconds / theirs.seconds for ours, theirs in pairs]
    return Opened(
        ours=median(ours.seconds for ours, _ in pairs),
        plain=median(theirs.seconds for _, theirs in pairs),
        least=min(ratios),
        greatest=max(ratios),
        statements=pairs[-1][0].statements,
        plain_statements=pairs[-1][1].statements,
    )


def _author_of(lesson: LessonPage) -> Client:
    """Somebody signed in who may edit both pages: the plain one stands beside the institutes."""
    organisation = lesson.get_parent().get_parent().specific.organisation
    membership = MembershipFactory.create(role=Membership.Role.AUTHOR, organisation=organisation)
    author = give_second_factor(membership.user)
    home = Page.objects.get(pk=HomePage.objects.get().pk)
    GroupPagePermission.objects.create(
        group=author.groups.get(), page=home, permission=Permission.objects.get(codename="change_page")
    )
    client = Client()
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _long_lesson(blocks: int) -> LessonPage:
    """Content and questions of every kind in turn."""
    course = large_course(lessons=1, questions=0, modules=1)
    lesson: LessonPage = LessonPage.objects.descendant_of(course).get()
    kinds = [*CONTENT, *((f"question_{kind}", question_value(kind)) for kind in KINDS)]
    children = lesson.body.stream_block.child_blocks
    wanted = [kinds[number % len(kinds)] for number in range(blocks)]
    lesson.body = [(name, children[name].normalize(value)) for name, value in wanted]
    lesson.save_revision()
    return lesson


def _plain_page(blocks: int) -> PlainPage:
    """Headings, paragraphs and quotations in turn."""
    quote = {"text": "Mirar antes de medir.", "author": "Una maestra"}
    kinds = [("heading", "Un título"), ("paragraph", "<p>Una clase multigrado.</p>" * 3), ("quote", quote)]
    values = [kinds[number % len(kinds)] for number in range(blocks)]
    home = HomePage.objects.get()
    page: PlainPage = home.add_child(instance=PlainPage(title="Plain", slug="plain", body=values, live=False))
    page.save_revision()
    return page


def _opened(client: Client, address: str) -> Measured:
    with measured() as figures:
        response = client.get(address)
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answers {response.status_code}.")
    return figures
