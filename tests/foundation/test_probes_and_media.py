"""Probes for whoever watches; files for whoever reads."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client

from foundation import health

pytestmark = pytest.mark.django_db


def test_alive_asks_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/salud/viva").content == b"OK\n"


def test_ready_names_what_it_tried(client: Client) -> None:
    answer = client.get("/salud/lista")
    assert answer.status_code == 200
    assert [line.rpartition(": ")[2] for line in answer.content.decode().splitlines()] == ["OK"] * 4


def test_not_ready_while_the_queue_cannot_be_written(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = ""
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "gone")}
    assert client.get("/salud/lista").status_code == 503
    assert client.get("/salud/lista", headers={"Accept": "application/json"}).status_code == 503


def test_not_ready_while_redis_is_away(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert client.get("/salud/lista").status_code == 503


@pytest.mark.django_db(transaction=True)  # the probe looks from a thread of its own
def test_not_ready_while_a_migration_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    monkeypatch.setattr(health, "_migrated", set())
    MigrationRecorder.Migration.objects.filter(app="accounts").latest("pk").delete()
    answer = client.get("/salud/lista")
    assert answer.status_code == 503
    assert "1 migrations are waiting" in answer.content.decode()


def store(name: str, content: bytes) -> str:
    return f"/media/{default_storage.save(name, ContentFile(content))}"


def read(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_an_edition_file_is_kept_for_long_with_its_type(client: Client) -> None:
    answer = client.get(store("editions/ab/abc.mp3", b"0123456789"))
    assert read(answer) == b"0123456789"
    assert answer["Content-Type"] == "audio/mpeg"
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "given", "where"),
    [("bytes=2-4", b"234", "bytes 2-4/10"), ("bytes=7-", b"789", "bytes 7-9/10"), ("bytes=-3", b"789", "bytes 7-9/10"),
     ("bytes=5-99", b"56789", "bytes 5-9/10")],
)  # fmt: skip
def test_sends_the_part_asked_for(client: Client, asked: str, given: bytes, where: str) -> None:
    answer = client.get(store("editions/ab/part.mp3", b"0123456789"), headers={"Range": asked})
    assert answer.status_code == 206
    assert read(answer) == given
    assert answer["Content-Range"] == where


def test_a_part_beyond_the_end_is_416(client: Client) -> None:
    answer = client.get(store("editions/ab/end.mp3", b"0123456789"), headers={"Range": "bytes=10-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize("name", ["pagina.html", "dibujo.svg", "guion.js"])
def test_what_could_run_is_only_downloaded(client: Client, name: str) -> None:
    answer = client.get(store(f"editions/evil/{name}", b"<script>alert(1)</script>"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["../settings.py", "%2e%2e/%2e%2e/etc/passwd", "..%2Fprivate%2Fsecret.txt", "editions"]
)
def test_nothing_outside_is_reached(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_private_files_have_no_address(client: Client) -> None:
    name = storages["private"].save("evidence/secret.txt", ContentFile(b"privado"))
    assert client.get(f"/media/{name}").status_code == 404
