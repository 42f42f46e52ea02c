"""``manage.py demo``: the demonstration from nothing, or nothing at all when it is there."""

import gc
import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from certification.credentials.models import Credential
from config.celery import app
from courses.study.models import Enrolment
from demonstration.loading import Demonstration


class Command(BaseCommand):
    help = "Load the demonstration: courses, people, groups, studies, certificates and a pilot, all marked as invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--teachers", type=int, default=520)
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *args: Any, teachers: int, seed: int, **options: Any) -> None:
        if teachers < 1:
            raise CommandError("--teachers must be at least 1.")
        began = time.monotonic()
        app.conf.task_always_eager = False  # PDFs are the worker's, even where everything else runs at once
        logging.getLogger().setLevel(logging.WARNING)  # the figures at the end say what was done
        settings.DEBUG = False  # with it Django keeps a copy of every statement, which takes as long as the statement
        gc.freeze()
        gc.set_threshold(100_000, 20, 20)  # a hundred thousand statements leave little for the collector to find
        run = Demonstration(teachers=teachers, seed=seed, at=timezone.now(), say=self.stdout.write)
        changed = run.load()
        self.stdout.write(self._figures() if changed else "Everything was there already: nothing changed.")
        self.stdout.write(f"{time.monotonic() - began:.1f} s")

    def _figures(self) -> str:
        enrolments = Enrolment.objects.filter(teacher__is_demonstration=True)
        completed = enrolments.filter(status=Enrolment.Status.COMPLETED).count()
        return (
            f"Demonstration people: {User.objects.filter(is_demonstration=True).count()} · "
            f"enrolments: {enrolments.count()} · completed: {completed} · certificates: {Credential.objects.count()}"
        )
