"""Production settings: nothing to complain about, and no secret has a default."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEYS": "field-key-one",
    "LOOKUP_KEY": "lookup",
}


def manage(arguments: list[str], data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {"DATA_DIR": str(data), "PUBLIC_URL": "https://formacion.example", "ALLOWED_HOSTS": "formacion.example"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **settings, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_check_deploy_is_silent(tmp_path: Path) -> None:
    result = manage(["check", "--deploy", "--fail-level", "WARNING"], tmp_path, BEHIND_PROXY="1", **SECRETS)
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


@pytest.mark.parametrize("missing", SECRETS)
def test_a_missing_secret_refuses_to_start_and_names_itself(tmp_path: Path, missing: str) -> None:
    result = manage(["check"], tmp_path, **{name: value for name, value in SECRETS.items() if name != missing})
    assert result.returncode != 0
    assert missing in result.stderr
    assert not any(value in result.stderr for value in SECRETS.values())
