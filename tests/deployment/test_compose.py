"""docker-compose.yml says what runs where. No container engine is needed: its own commands are started as processes."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.databases import PostgresqlCopies, SqliteCopies

pytestmark = pytest.mark.xdist_group("compose")  # its processes are started once, not once per worker
ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 180
SERVING = ("web", "worker", "scheduler")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_has_every_service(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"postgres", "redis", "migrate", "web", "worker", "scheduler", "proxy"}


@pytest.mark.parametrize("service", ["postgres", "redis", "web", "worker"])
def test_long_running_services_have_a_health_check(compose: dict[str, Any], service: str) -> None:
    assert compose["services"][service]["healthcheck"]["test"]


def test_every_volume_is_named_and_used(compose: dict[str, Any]) -> None:
    mounted = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert mounted == set(compose["volumes"])


def test_no_secret_has_a_default(compose: dict[str, Any]) -> None:
    environment = compose["x-platform"]["environment"]
    for name in ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY"):
        assert re.fullmatch(r"\$\{\w+:\?.+\}", environment[name])


def test_example_environment_names_every_required_variable(compose: dict[str, Any]) -> None:
    required = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    offered = {line.split("=")[0] for line in (ROOT / "deploy" / "example.env").read_text().splitlines() if "=" in line}
    assert required <= offered


def test_proxy_hands_on_the_scheme() -> None:
    assert "X-Forwarded-Proto {scheme}" in (ROOT / "deploy" / "Caddyfile").read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def _services(copies: SqliteCopies | PostgresqlCopies, data: Path) -> Iterator[dict[str, str]]:
    """A migrated database of their own, beside the other or as a file where they look for it; and the tests' Redis."""
    redis = {"REDIS_URL": os.environ["REDIS_URL"]} if os.environ.get("REDIS_URL") else {}
    if isinstance(copies, SqliteCopies):
        copies.copy_to(str(data / "platform.sqlite3"))
        yield redis
        return
    name = f"compose_{os.getpid()}"
    copies.copy_to(name)
    try:
        yield {"DATABASE_URL": f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}", **redis}
    finally:
        copies.drop(name)


def _environment(tmp: Path, services: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        **services,
        "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATA_DIR": str(tmp),
        "SECRET_KEY": "test-only-" + "s" * 50,
        "FIELD_KEYS": "test-only-field",
        "LOOKUP_KEY": "test-only-lookup",
        "HTTPS": "true",
        "BEHIND_PROXY": "true",
        "ALLOWED_HOSTS": "127.0.0.1",
        "EMAIL_URL": "consolemail://",
        "DEMONSTRATION": "true",
    }


def _status(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as response:
            return int(response.status)
    except OSError as error:
        return int(getattr(error, "code", 0) or 0)


@dataclass(frozen=True)
class Platform:
    """Where the running processes answer, and the environment they share."""

    address: str
    env: dict[str, str]


@pytest.fixture(scope="module")
def platform(
    compose: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
    database_copies: SqliteCopies | PostgresqlCopies,
) -> Iterator[Platform]:
    """The compose file's migrate, web, worker and scheduler commands, running as processes."""
    data = tmp_path_factory.mktemp("compose")
    with _services(database_copies, data) as given:
        yield from _serve(compose["services"], _environment(data, given))


def _serve(services: dict[str, Any], env: dict[str, str]) -> Iterator[Platform]:
    port = str(_free_port())
    _run_to_end(services["migrate"]["command"], env)
    _run_to_end([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], env)
    with contextlib.ExitStack() as running:
        processes = [running.enter_context(_process(services[name]["command"], port, env)) for name in SERVING]
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + START_LIMIT
        while _status(f"{address}/salud/lista") != 200 and time.monotonic() < deadline:
            time.sleep(0.3)
        yield Platform(address, env)
        assert [process.poll() for process in processes] == [None, None, None]


@contextlib.contextmanager
def _process(command: list[str], port: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A service's command, on a free port and without its output; stopped whatever happens."""
    words = [port if word == "8000" else word for word in command]
    process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _run_to_end(command: list[str], env: dict[str, str]) -> None:
    assert shutil.which(command[0], path=env["PATH"])
    finished = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr


def test_the_same_commands_serve_as_processes(platform: Platform) -> None:
    assert _status(f"{platform.address}/salud/viva") == 200
    assert _status(f"{platform.address}/salud/lista") == 200
    assert _status(f"{platform.address}/", **{"X-Forwarded-Proto": "https"}) == 200


def test_health_script_tells_up_from_down(platform: Platform) -> None:
    script = [sys.executable, str(ROOT / "scripts" / "healthy.py")]
    assert subprocess.run([*script, f"{platform.address}/salud/lista"], check=False).returncode == 0
    gone = subprocess.run([*script, f"{platform.address}/no-existe"], check=False, capture_output=True)
    assert gone.returncode != 0


def test_the_worker_draws_what_was_queued(platform: Platform) -> None:
    """Demonstration data queues its certificates; a real worker takes them off a real queue and signs real files."""
    _run_to_end(["python", "manage.py", "demo", "--teachers", "26"], platform.env)
    drawn = Path(platform.env["DATA_DIR"], "private", "credentials")
    deadline = time.monotonic() + START_LIMIT
    while not (files := list(drawn.rglob("*.pdf"))) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert files
    assert files[0].read_bytes().startswith(b"%PDF-")
