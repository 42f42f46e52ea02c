"""Serve the whole platform on one machine with demonstration data: web server, Celery worker and scheduler.

Used by ``make run``. What is prepared once (secrets, database, static files, demonstration data) is remembered under
var/ by a digest of its inputs, so that a second start takes seconds. Ctrl-C stops everything.
"""

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("DATA_DIR", ROOT / "var"))
PORT = os.environ.get("PORT", "8000")
TEACHERS = os.environ.get("TEACHERS", "520")
START_LIMIT = 60.0
COLLECT = [["build_fonts"], ["collectstatic", "--noinput", "--verbosity", "0"]]


def environment() -> dict[str, str]:
    """The process environment with what a demonstration needs; secrets are made once and kept in the data folder."""
    kept = DATA / "secrets.env"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        names = ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY")
        kept.write_text("".join(f"{name}={secrets.token_urlsafe(48)}\n" for name in names))
    made = dict(line.split("=", 1) for line in kept.read_text().splitlines())
    defaults = {
        "DATA_DIR": str(DATA),
        "DEMONSTRATION": "true",
        "HTTPS": "false",
        "PUBLIC_URL": f"http://localhost:{PORT}",
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return {**defaults, **made, **os.environ}


def digest_of(paths: Iterable[Path], *extra: str) -> str:
    """SHA-256 over names and contents, to see whether inputs changed."""
    total = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def prepare(name: str, inputs: str, commands: list[list[str]], env: Mapping[str, str]) -> None:
    """Run management commands unless they ran before with the same inputs."""
    stamp = DATA / "stamps" / name
    if stamp.exists() and stamp.read_text() == inputs:
        return
    started = time.monotonic()
    for command in commands:
        finished = subprocess.run(
            [sys.executable, "manage.py", *command], check=False, cwd=ROOT, env=env, capture_output=True, text=True
        )
        if finished.returncode:
            print(f"{finished.stdout}{finished.stderr}")
            raise SystemExit(f"Could not finish: manage.py {' '.join(command)}")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs)
    print(f"  {name}: {time.monotonic() - started:.0f} s")


def prepare_all(env: Mapping[str, str]) -> None:
    database = env.get("DATABASE_URL", "")
    migrations = digest_of(
        (path for path in ROOT.glob("*/**/migrations/*.py") if ".venv" not in path.parts), database, _locked()
    )
    static = digest_of((path for path in (ROOT / "static").rglob("*") if path.is_file()), _locked())
    with ThreadPoolExecutor() as both:
        tasks = [
            both.submit(prepare, "database", migrations, [["migrate", "--verbosity", "0"]], env),
            both.submit(prepare, "static files", static, COLLECT, env),
        ]
    for task in tasks:
        task.result()
    demonstration = digest_of((ROOT / "demonstration").rglob("*.toml"), TEACHERS, migrations)
    prepare("demonstration data", demonstration, [["demo", "--teachers", TEACHERS]], env)


def _locked() -> str:
    return (ROOT / "requirements" / "run.txt").read_text()


def processes() -> dict[str, list[str]]:
    """The commands that serve, by name; docker-compose.yml starts the same ones."""
    python = sys.executable
    return {
        "web": [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", PORT, "--workers", "1",
                "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application"],
        "worker": [python, "-m", "celery", "--quiet", "--app", "config", "worker", "--beat", "--concurrency", "2",
                   "--loglevel", "WARNING", "--without-gossip", "--without-mingle"],
    }  # fmt: skip


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def wait_until_up(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + START_LIMIT
    while not answers(f"http://127.0.0.1:{PORT}/salud/lista"):
        for name, process in running.items():
            if process.poll() is not None:
                raise SystemExit(f"The {name} process ended at start; see its message above. Is port {PORT} taken?")
        if time.monotonic() > deadline:
            raise SystemExit(f"The platform did not answer within {START_LIMIT:.0f} s.")
        time.sleep(0.2)


def stop(running: Iterable[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def interrupted(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def refuse_a_taken_port() -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", int(PORT))) == 0:
            raise SystemExit(f"Port {PORT} is taken by another program. Choose another one: PORT=8080 make run")


def main() -> None:
    started = time.monotonic()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    refuse_a_taken_port()
    env = environment()
    # Both explicitly: a shell that starts this in the background has SIGINT ignored.
    signal.signal(signal.SIGINT, interrupted)
    signal.signal(signal.SIGTERM, interrupted)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        prepare_all(env)
        for name, command in processes().items():
            running[name] = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
        wait_until_up(running)
        print(f"\n  Ready after {time.monotonic() - started:.0f} s:  http://localhost:{PORT}/")
        print("  Ctrl-C stops everything.\n")
        while all(process.poll() is None for process in running.values()):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\n  Stopping …")
    finally:
        stop(list(running.values()))


if __name__ == "__main__":
    main()
