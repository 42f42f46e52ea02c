"""Releases: what is hidden, that nothing published changes, that everything can be computed again."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from evaluation.findings.models import DataCut
from evaluation.findings.operations import take_data_cut
from evaluation.pilots.models import Pilot
from evaluation.publication.models import Release
from evaluation.publication.operations import PublicationRefused, publish_release
from evaluation.publication.rendering import DICTIONARY
from tests.accounts.factories import TeacherFactory
from tests.evaluation.factories import DAY, a_cut, evaluator

pytestmark = pytest.mark.django_db


def released(sizes: list[int], **fields: object) -> Release:
    actor = evaluator()
    return publish_release(actor=actor, data_cut=a_cut(sizes, actor=actor, **fields), at=DAY)


def rows_of(release: Release) -> dict[str, dict[str, object]]:
    return {row["institute"]: row for row in json.loads(release.content)["rows"]}


def test_institutes_under_ten_are_hidden_everywhere() -> None:
    release = released([9, 12, 15, 14])
    rows = list(rows_of(release).values())
    small, next_smallest = rows[0], rows[1]
    assert small["hidden"] == dict.fromkeys(["participants", "completed", "certified", "analysed"], "small")
    assert next_smallest["analysed"] is None
    assert [row["mean_pre"] for row in (small, next_smallest)] == [None, None]
    assert rows[2]["analysed"] == 15
    assert rows[-1]["analysed"] == 50
    drawn = {
        name
        for drawing in release.charts.values()
        for name in (str(small["name"]), str(rows[2]["name"]))
        if f">{name}<" in drawing
    }
    assert drawn == {str(rows[2]["name"])}


def test_two_hidden_institutes_need_no_third() -> None:
    rows = rows_of(released([9, 8, 15, 14]))
    assert [row["analysed"] for row in rows.values()] == [None, None, 15, 14, 46]


def test_a_release_never_changes_and_is_made_once() -> None:
    release = released([12, 12])
    assert publish_release(actor=evaluator(), data_cut=release.data_cut, at=DAY) == release
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(content="{}")


def test_only_evaluators_publish() -> None:
    cut = a_cut([12])
    with pytest.raises(Pilot.DoesNotExist):
        publish_release(actor=TeacherFactory.create(), data_cut=cut, at=DAY)


def test_an_older_cut_is_not_published_after_a_newer_one() -> None:
    actor = evaluator()
    older = a_cut([12], actor=actor)
    newer = take_data_cut(actor=actor, pilot=older.pilot, label="x", at=DAY)
    publish_release(actor=actor, data_cut=newer, at=DAY)
    with pytest.raises(PublicationRefused):
        publish_release(actor=actor, data_cut=older, at=DAY)


def test_the_command_computes_the_same_digest() -> None:
    release = released([12, 11])
    out = io.StringIO()
    call_command("recompute_release", release.pk, stdout=out)
    assert f"sha256:{release.digest}" in out.getvalue()
    assert out.getvalue().count("identical") == 3


def test_the_command_finds_tampering() -> None:
    release = released([12, 11])
    with connection.cursor() as cursor:
        drop = "DROP TRIGGER findings_datacut_frozen"
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON findings_datacut")
    cut = release.data_cut
    DataCut.objects.filter(pk=cut.pk).update(inputs=cut.inputs.replace('"3.000"', '"9.000"'))
    with pytest.raises(CommandError):
        call_command("recompute_release", release.pk, stdout=io.StringIO())


def test_the_command_names_a_release_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="no release"):
        call_command("recompute_release", 0)


def test_csv_and_package_agree_and_hide(client: Client) -> None:
    release = released([9, 12, 15, 14])
    text = client.get(reverse("release_csv", args=[release.pilot.slug, 1])).content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    package = client.get(reverse("release_package", args=[release.pilot.slug, 1])).json()
    assert list(rows[0]) == [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert len(rows[0]) == len(DICTIONARY)
    assert (rows[0]["participantes"], rows[0]["media_inicial"]) == ("oculto", "")
    assert rows[-1]["instituto"] == "TODOS"


def test_files_answer_not_modified(client: Client) -> None:
    release = released([12, 12])
    address = reverse("release_csv", args=[release.pilot.slug, 1])
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_the_public_page_says_what_is_hidden_and_what_is_simulated(client: Client) -> None:
    assert client.get(reverse("open_data")).status_code == 200
    released([9, 12, 15, 14], is_demonstration=True)
    page = client.get(reverse("open_data")).content.decode()
    assert "<svg" in page
    assert page.count('colspan="9"') == 2


def test_the_public_page_costs_the_same_for_any_number_of_institutes(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    released([12] * 5)
    with django_assert_max_num_queries(8):
        client.get(reverse("open_data"))
