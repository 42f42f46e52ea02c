"""Settings of the served bench: those of a running system, on the database that ``BENCH_DATABASE`` names."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES, TEMPLATES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ROOT_URLCONF = "bench.addresses"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], "bench/templates"]
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}  # type: ignore[no-redef,unused-ignore]
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
