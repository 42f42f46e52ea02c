"""Probes: the process lives; the platform is ready to serve."""

import dataclasses
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView

# Applied migrations do not become unapplied while a process lives, so a good answer is remembered.
_migrated: set[str] = set()


@dataclasses.dataclass
class Migrations(HealthCheck):  # type: ignore[misc]
    """Every migration of the code is applied in the database."""

    def run(self) -> None:
        """Compare the files with the database, once."""
        database = str(connection.settings_dict["NAME"])
        if database in _migrated:
            return
        try:
            executor = MigrationExecutor(connection)
            waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        finally:
            connection.close()  # this runs in a thread of its own, whose connection nobody else would close
        if waiting:
            raise ServiceUnavailable(f"{waiting} migrations are waiting")
        _migrated.add(database)


@dataclasses.dataclass
class Queue(HealthCheck):  # type: ignore[misc]
    """Work can be queued: Redis answers, or the folders of the embedded queue can be written."""

    def run(self) -> None:
        """Try the broker that the settings name."""
        if settings.REDIS_URL:
            self._ping_redis()
        else:
            self._write_to(Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))

    def _ping_redis(self) -> None:
        import redis

        try:
            redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping()
        except redis.RedisError as error:
            raise ServiceUnavailable("The queue does not answer") from error

    def _write_to(self, folder: Path) -> None:
        probe = folder / ".probe"
        try:
            probe.touch()
            probe.unlink(missing_ok=True)
        except OSError as error:
            raise ServiceUnavailable("The folder of the queue cannot be written") from error


class ReadyView(HealthCheckView):  # type: ignore[misc]
    """200 when everything that serving needs works, otherwise 503 with what does not; plain text or JSON."""

    checks = ("health_check.checks.Database", Migrations, "health_check.checks.Cache", Queue)

    def render_to_response(self, context: object, status: int = 200) -> HttpResponse:
        return self.render_to_response_text(status)

    def render_to_response_text(self, status: int) -> HttpResponse:
        return super().render_to_response_text(503 if status == 500 else status)  # type: ignore[no-any-return]

    def render_to_response_json(self, status: int) -> HttpResponse:
        return super().render_to_response_json(503 if status == 500 else status)  # type: ignore[no-any-return]
