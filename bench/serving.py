"""The platform served as it is in production: granian, two workers, on the bench's own database."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = "2", "4"
START_LIMIT = 60.0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served() -> Iterator[int]:
    """The port on which the platform answers."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as data, Path(data, "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
             "--workers", WORKERS, "--blocking-threads", THREADS, "--no-ws", "config.wsgi:application"],
            cwd=ROOT, env=_environment(data), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(port, process, Path(data, "log"))
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _environment(data: str) -> dict[str, str]:
    secrets = dict.fromkeys(("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY"), "of the bench, and of no use elsewhere")
    return {
        **os.environ,
        **secrets,
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "BENCH_DATABASE": str(settings.DATABASES["default"]["NAME"]),
        "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}",
        "DATA_DIR": data,
        "DEBUG": "0",
        "HTTPS": "0",
        "TASKS_EAGER": "0",
        "LOG_LEVEL": "WARNING",
        "PUBLIC_URL": "http://127.0.0.1",
    }


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/vacia/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The platform did not start: {log.read_text()[-2000:]}")
