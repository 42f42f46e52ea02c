"""An author of another institute learns nothing of a draft and changes nothing in it, whichever door is tried.

Every address of the admin is tried with the draft's number wherever a number fits, those of later versions included.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page

from cms.pages.models import CoursePage, LessonPage
from tests.addressing import Role, World
from tests.cms.pages.factories import make_course, make_institute_page
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
SECRET = "Borrador reservado"
# Ends the session, or fails on purpose.
NOT_TRIED = {"wagtailadmin_logout", "wagtailadmin_error_test"}


@pytest.fixture
def draft() -> CoursePage:
    course = make_course(title=SECRET, rich=False, publish=False)
    for page in Page.objects.descendant_of(course):
        page.title = f"{SECRET} {page.pk}"
        page.save()
        page.specific.save_revision()
    return course


@pytest.fixture
def author(world: World, draft: CoursePage) -> Client:
    make_institute_page(world.institute)
    client = Client(raise_request_exception=False)
    client.force_login(world.member(Role.AUTHOR), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or ''}", entry
        else:
            yield from _names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def _addresses(page: Page, own: Page) -> Iterator[str]:
    kind = type(page.specific).__name__.lower()
    known = {
        "revision_id": page.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest",
        "destination_id": own.pk, "app_label": "pages", "model_name": kind, "content_type_app_name": "pages",
        "content_type_model_name": kind, "object_id": page.pk, "action": "move",
    }  # fmt: skip
    for name, pattern in _names(get_resolver()):
        if name in NOT_TRIED:
            continue
        arguments = {key: known.get(key, page.pk) for key in pattern.pattern.converters}
        for attempt in ({"kwargs": arguments}, {"args": [page.pk]}, {"args": [page.pk, page.latest_revision_id]}):
            try:
                address = reverse(name, **attempt)
            except NoReverseMatch:
                continue
            if address.startswith("/cms/"):
                yield address
            break
    for action in ("move", "delete", "publish", "unpublish"):
        yield f"/cms/bulk/wagtailcore/page/{action}/?id={page.pk}&next=/cms/"
    yield reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}"
    yield "/cms/pages/search/results/?q=borrador"
    yield "/cms/choose-page/search/?q=borrador"
    yield f"/cms/api/main/pages/?descendant_of={page.get_parent().pk}"


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))


def test_no_door_names_it_or_moves_it(author: Client, draft: CoursePage, world: World) -> None:
    own = Page.objects.get(institutepage__organisation=world.institute)
    columns = ("pk", "path", "title", "live", "locked", "latest_revision_id", "go_live_at")
    before = list(Page.objects.order_by("pk").values_list(*columns))
    tried, leaking = 0, []
    for page in (draft, LessonPage.objects.descendant_of(draft).get()):
        for address in set(_addresses(page, own)):
            for method in (author.get, author.post):
                tried += 1
                if SECRET in _text(method(address)):
                    leaking.append(address)
    told = [str(message) for message in author.get("/cms/").context["messages"]]
    assert tried > 500
    assert not leaking
    assert not [text for text in told if SECRET in text]
    assert list(Page.objects.order_by("pk").values_list(*columns)) == before


def test_its_own_authors_go_in(draft: CoursePage) -> None:
    author = give_second_factor(MembershipFactory.create(role=Role.AUTHOR, organisation=draft.organisation).user)
    client = Client()
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("wagtailadmin_explore", args=[draft.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"])
def test_reports_are_for_those_who_look_after_all(author: Client, world: World, report: str) -> None:
    address = reverse(f"wagtailadmin_reports:{report}")
    assert author.get(address).status_code == 404
    state = Client()
    state.force_login(world.member(Role.SEJ_ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    assert state.get(address).status_code == 200


def test_no_chooser_names_the_staff_of_all_institutes(author: Client) -> None:
    assert author.get("/cms/snippets/choose/institutes/membership/").status_code == 404
