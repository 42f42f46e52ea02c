"""Settings of the tests: those of the platform, with a throw-away data folder and cheap passwords.

``DATABASE_URL`` and ``REDIS_URL`` are respected, so that the same tests run on SQLite and on PostgreSQL with Redis.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Template databases outlive the run (see conftest.py); everything else a test writes goes into a temporary folder.
TEST_DATABASES_DIR = Path(os.environ.get("DATA_DIR", Path(__file__).resolve().parents[1] / "var")) / "test-databases"

_data = tempfile.mkdtemp(prefix="formacion-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ.update(DEBUG="1", DEMONSTRATION="0", HTTPS="0", TASKS_EAGER="1", DATA_DIR=_data, LOG_LEVEL="WARNING")
for _name in ("EMAIL_URL", "PUBLIC_URL", "ALLOWED_HOSTS", "BEHIND_PROXY"):
    os.environ.pop(_name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, REDIS_URL  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if REDIS_URL:
    # Clearing a cache empties its whole Redis database, so each worker has one to itself.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{8 + _worker % 8}"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LANGUAGES_CHECKED_EVERY = float("inf")  # a test that adds a language asks for it (tests/languages/conftest.py)
ACCOUNT_RATE_LIMITS = False
ALLOWED_HOSTS = ["*"]
(Path(_data) / "static").mkdir()
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
