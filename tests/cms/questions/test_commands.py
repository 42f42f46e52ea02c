"""The commands: what they print, and with which code they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.questions.models import QuestionBank
from tests.cms.questions.factories import make_bank, make_question
from tests.institutes.factories import InstituteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "banco.gift"
    path.write_text("// [id:a]\n::Uno::¿Uno? {T}\n\n¿Dos? {=a ~%50%b ~c}\n", encoding="utf-8")
    return path


def bring(file: Path, capsys: pytest.CaptureFixture[str], **options: Any) -> tuple[int, str]:
    """(exit code, what stood on stdout)."""
    try:
        call_command("import_questions", str(file), **options)
    except SystemExit as end:
        return int(str(end.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_a_file_comes_in_and_each_question_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = make_bank()
    code, out = bring(file, capsys, bank=bank.name)
    assert (code, bank.questions.count()) == (0, 2)
    assert "1 new       true_false  Uno line 2" in out
    assert out.rstrip().endswith("new: 2, updated: 0, unchanged: 0, refused: 0")


def test_json_is_all_that_stands_on_stdout(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = make_bank()
    code, out = bring(file, capsys, bank=bank.name, json=True, dry_run=True)
    report = json.loads(out)
    assert (code, bank.questions.count()) == (0, 0)
    assert (report["dry_run"], report["format"], report["counts"]["new"]) == (True, "gift", 2)
    assert report["questions"][1]["notes"][0]["code"] == "partial_credit"
    assert report["questions"][1]["line"] == 4


def test_it_ends_with_1_when_some_stay_out_and_the_others_come_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = make_bank()
    path = tmp_path / "b.gift"
    path.write_text("¿Uno? {T}\n\n¿Dos? {~a ~b}", encoding="utf-8")
    assert bring(path, capsys, bank=bank.name)[0] == 1
    assert bank.questions.count() == 1


NOBODY = {"organisation": "nadie"}
UNCLEAR = [
    {"bank": "Ninguno"},
    {"bank": "Banco de prueba", **NOBODY},
    {"bank": "Dos"},
    {"bank": "Dos", "create": True, **NOBODY},
]


@pytest.mark.parametrize("options", UNCLEAR)
def test_it_ends_with_2_when_the_bank_is_not_clear(file: Path, options: dict[str, Any]) -> None:
    make_bank()
    make_bank(name="Dos")
    make_bank(name="Dos")
    with pytest.raises(CommandError) as refused:
        call_command("import_questions", str(file), **options)
    assert refused.value.returncode == 2


@pytest.mark.parametrize("content", [b"", b"nada", b"<quiz>"])
def test_it_ends_with_2_when_the_file_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    bank = make_bank()
    path = tmp_path / "x"
    path.write_bytes(content)
    for missing in (path, tmp_path / "no-existe"):
        with pytest.raises(CommandError) as refused:
            call_command("import_questions", str(missing), bank=bank.name)
        assert refused.value.returncode == 2


def test_a_bank_is_created_when_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    institute = InstituteFactory.create()
    for _again in range(2):
        bring(file, capsys, bank="Nuevo", organisation=institute.code, create=True)
    assert QuestionBank.objects.get(name="Nuevo").questions.count() == 2


@pytest.mark.parametrize(("name", "begins"), [("gift", "// [id:"), ("moodlexml", "<?xml")])
def test_a_bank_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, begins: str) -> None:
    bank = make_bank()
    make_question(bank, "ordering")
    make_question(bank, "numeric")
    call_command("export_questions", bank=bank.name, format=name)
    printed = capsys.readouterr()
    assert printed.out.startswith(begins)
    assert ("NOT WRITTEN" in printed.err) == (name == "gift")
    call_command("export_questions", bank=bank.name, format=name, output=tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == printed.out
