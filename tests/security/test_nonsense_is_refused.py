"""What no browser sends is answered with 4xx and a page, never with an error of ours."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory
from django.urls import reverse

from cms.pages.models import LessonPage
from config.wsgi import application
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.factories import make_course
from tests.courses.cohorts.factories import make_cohort

pytestmark = pytest.mark.django_db
HUGE = "9" * 5_000


@pytest.fixture
def anyone() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/cursos/?q=%00", "/inscripcion/a%00b/", "/verificar/?folio=%00", "/cursos/%00/"])
def test_a_nul_in_the_address(anyone: Client, address: str) -> None:
    assert anyone.get(address).status_code == 400


def test_a_nul_in_the_session_cookie(anyone: Client) -> None:
    assert anyone.get("/", headers={"cookie": r'sessionid="aaaaaaaaaaa\000aaaaaaaaaaa"'}).status_code == 400


def asked_of_the_application(**environ: Any) -> str:
    """The status, asked of the application itself: Django would fail before any of its own handlers of errors."""
    body = environ.pop("body", b"")
    basis = RequestFactory()._base_environ(  # type: ignore[attr-defined]
        PATH_INFO="/verificar/archivo/", CONTENT_LENGTH=len(body)
    )
    answered: list[str] = []
    sent = {**basis, **environ, "wsgi.input": io.BytesIO(body)}

    def start(status: str, *rest: Any) -> Any:
        answered.append(status)

    application(sent, start)
    return answered[0]


@pytest.mark.parametrize("charset", ["rot13", "zlib", "hex", "utf-16", "none-such", '"', "utf-8"])
def test_an_encoding_that_is_none(charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    asked = {"CONTENT_TYPE": kind, "QUERY_STRING": "q=a", "PATH_INFO": "/salud/viva", "REQUEST_METHOD": "GET"}
    assert asked_of_the_application(**asked) == "200 OK"
    asked = {
        "CONTENT_TYPE": f"text/plain; charset*={charset}''a%20b",
        "PATH_INFO": "/salud/viva",
        "REQUEST_METHOD": "GET",
    }
    assert asked_of_the_application(**asked) == "200 OK"


def test_an_encoding_inside_a_form_that_is_none() -> None:
    part = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=hex''a%20b\r\n\r\nabc\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    assert asked_of_the_application(REQUEST_METHOD="POST", CONTENT_TYPE=kind, body=part)[:3] in ("400", "403")


def test_a_query_as_long_as_a_book(anyone: Client) -> None:
    answer = anyone.get("/cursos/?q=" + "a" * 60_000)
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("query", ["a+" * 3_900, "x" * 7_900, "%ff%fe", "%25%25%25", "_" * 3000])
def test_searches_of_people(world: World, query: str) -> None:
    admin = signed_in(world.member(Role.INSTITUTE_ADMIN), raise_request_exception=False)
    cohort = make_cohort(organisation=world.institute)
    code = world.institute.code
    assert admin.get(reverse("people", args=[code]) + f"?q={query}").status_code == 200
    assert admin.get(reverse("cohort", args=[code, cohort.pk]) + f"?q={query}").status_code == 200
    certificates = reverse("certificates", args=[code])
    assert admin.get(f"{certificates}?q={query}").status_code == 200


@pytest.mark.parametrize("page", [HUGE, "-1", "0", "zz", "999999"])
def test_pages_that_do_not_exist(anyone: Client, page: str) -> None:
    assert anyone.get(f"/cursos/?page={page}").status_code == 200
    assert anyone.get(f"/cursos/?skill={page}").status_code == 200
    assert anyone.get(f"/cursos/?institute={page}").status_code == 200


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "٣"])
def test_a_group_of_an_impossible_number(world: World, number: str) -> None:
    cohort = make_cohort(organisation=world.institute)
    address = reverse("enrol", args=[cohort.edition.course.slug])
    assert signed_in(world.teacher, raise_request_exception=False).post(address, {"cohort": number}).status_code == 404


@pytest.mark.parametrize("path", ["a" * 300, "../../platform.sqlite3", "%2e%2e/%2e%2e/platform.sqlite3", "a/" * 2_000])
def test_files_that_cannot_be(anyone: Client, path: str) -> None:
    assert anyone.get(f"/media/{path}").status_code in (400, 404)


def test_a_range_beyond_all_numbers(anyone: Client) -> None:
    name = default_storage.save("editions/te/nota.pdf", ContentFile(b"%PDF-1.7"))
    for bounds in (f"bytes={HUGE}-", f"bytes=-{HUGE}", f"bytes=0-{HUGE}", "bytes=9-1", "bytes=x"):
        assert anyone.get(f"/media/{name}", headers={"range": bounds}).status_code in (200, 206, 416)


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=x", '; boundary="' + "x" * 500 + '"'])
def test_a_malformed_multipart(anyone: Client, boundary: str) -> None:
    answer = anyone.post("/verificar/archivo/", data=b"--y\r\nnot this", content_type=f"multipart/form-data{boundary}")
    assert 400 <= answer.status_code < 500


def test_a_field_of_ten_megabytes(anyone: Client) -> None:
    answer = anyone.post("/verificar/archivo/", data={"file": "x" * 10_000_000})
    assert 400 <= answer.status_code < 500


def test_a_form_of_the_cms_without_its_hidden_fields(world: World) -> None:
    course = make_course(organisation=world.institute, rich=False, publish=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    author = signed_in(world.member(Role.AUTHOR), raise_request_exception=False)
    for door in ("edit", "copy"):
        assert author.post(reverse(f"wagtailadmin_pages:{door}", args=[lesson.pk]), {"title": "x"}).status_code == 400


@pytest.mark.parametrize("query", ["id=zz", "id=" + "9" * 20, "locale=" + "9" * 20, "parent_page_id=zz"])
def test_numbers_in_the_cms_that_no_row_has(world: World, query: str) -> None:
    make_course(organisation=world.institute, rich=False, publish=False)
    author = signed_in(world.member(Role.AUTHOR), raise_request_exception=False)
    for address in ("/cms/choose-page/chosen-multiple/", "/cms/choose-external-link/", "/cms/pages/"):
        assert author.get(f"{address}?{query}").status_code == 400
