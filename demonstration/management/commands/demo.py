"""``manage.py demo``: the demonstration from nothing, or nothing at all when it is there."""

import gc
import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.celery import app
from demonstration.loading import Demonstration
from demonstration.selectors import figures


class Command(BaseCommand):
    help = "Load the demonstration: courses, people, groups, studies, certificates and a pilot, all marked as invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--teachers", type=int, default=520)
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *args: Any, teachers: int, seed: int, **options: Any) -> None:
        if teachers < 1:
            raise CommandError("--teachers must be at least 1.")
        began = time.monotonic()
        with _undisturbed():
            run = Demonstration(teachers=teachers, seed=seed, at=timezone.now(), say=self.stdout.write)
            changed = run.load()
        self.stdout.write("" if changed else "Everything was there already: nothing changed.")
        for name, value in figures():
            self.stdout.write(f"  {name:<34}{value:>7}")
        self.stdout.write(f"  {'Seconds':<34}{time.monotonic() - began:>7.1f}")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Many statements at once: PDFs are left to the worker, nothing is logged, kept for debugging or searched for."""
    before = app.conf.task_always_eager, settings.DEBUG, gc.get_threshold()
    app.conf.task_always_eager = settings.DEBUG = False
    gc.set_threshold(100_000, 20, 20)
    logging.disable(logging.INFO)  # the figures at the end say what was done
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        app.conf.task_always_eager, settings.DEBUG, threshold = before
        gc.set_threshold(*threshold)
