"""Importing questions into a bank, where the room of question banks is installed."""

import tempfile
from pathlib import Path

from django.apps import apps
from django.core.management import call_command, get_commands

from bench.measuring import Measured, measured


def import_questions(*, number: int) -> Measured | None:
    """Import a GIFT file of ``number`` questions; None while there is no such command."""
    if not apps.is_installed("cms.questions") or "import_questions" not in get_commands():
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "questions.gift")
        file.write_text(gift(number), encoding="utf-8")
        with measured() as figures, Path("/dev/null").open("w", encoding="utf-8") as nowhere:
            call_command("import_questions", str(file), bank="Bench", format="gift", stdout=nowhere)
    return figures


def gift(number: int) -> str:
    """As many questions of four kinds, in Moodle's plain text format."""
    kinds = (
        "::P{n}:: ¿Cuál es el paso {n}? {{=Observar ~Calificar ~Promediar#No todavía ~Archivar}}",
        "::P{n}:: La evaluación {n} es formativa. {{T}}",
        "::P{n}:: ¿Cuántos grupos hay en el caso {n}? {{#{n}:0}}",
        "::P{n}:: Escriba la palabra {n}. {{=multigrado =multi grado}}",
    )
    return "\n\n".join(kinds[place % len(kinds)].format(n=place) for place in range(number)) + "\n"
