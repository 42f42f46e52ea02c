"""The PDF as others read it: poppler, qpdf and pikepdf look at what WeasyPrint drew and pyHanko signed."""

import io
import re
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from certification.credentials.rendering import _fetcher, facts_pdf, qr_svg
from certification.credentials.signing import KeyPair, self_signed, sign_pdf
from foundation.uploads import UploadRefused, clean_image
from tests.certification.credentials.facts import LETTERS, example

CREATED = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def run(*command: str | Path) -> str:
    """What the program says; a failing program fails the test."""
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def pair() -> KeyPair:
    return self_signed(common_name="IES-05", organisation="Escuela", department="Certificación", at=datetime.now(UTC))


@pytest.fixture
def draw(tmp_path: Path) -> Any:
    def draw(**changes: Any) -> Path:
        path = tmp_path / "certificate.pdf"
        path.write_bytes(facts_pdf(example(**changes), created=CREATED))
        return path

    return draw


@pytest.fixture(scope="module")
def signed(pair: KeyPair, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("signed") / "certificate.pdf"
    path.write_bytes(sign_pdf(facts_pdf(example(), created=CREATED), pair, reason="Constancia", location="Jalisco"))
    return path


def words_of(path: Path) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", run("pdftotext", "-layout", path, "-")))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def test_prints_every_fact(draw: Any) -> None:
    text = squeezed(words_of(draw(replaces="2017IES05000122B")))
    for fact in (
        "María Guadalupe Ñuño", "NUXM••••••••••••09", "Evaluación formativa en el aula multigrado", "20", "1.25", "9.4",
        "3 de agosto de 2026", "12 de septiembre de 2026", "24 de noviembre de 2026", "2017IES05000123F",
        "Centro de Actualización del Magisterio de Guadalajara", "2.3 · Evalúa el proceso educativo", "PPI 2014",
        "Dra. Rosa Elena Villaseñor", "Responsable de certificación", "IES-05/2026", "0001", "2017IES05000122B",
        "aBcDeFgHiJkLmNoP",
    ):  # fmt: skip
        assert squeezed(fact) in text, fact


def test_draws_and_gives_back_every_letter_of_our_languages(draw: Any) -> None:
    text = squeezed(words_of(draw(holder=LETTERS)))
    missing = [letter for letter in LETTERS.split() if unicodedata.normalize("NFC", letter) not in text]
    assert missing == []


@pytest.mark.parametrize("skills", [0, 1, 8, 12])
def test_stays_on_one_page_whatever_the_lengths(draw: Any, skills: int) -> None:
    name = ("María de los Ángeles Fernanda Ximena Guadalupe " * 3)[:119] + "Z"
    title = ("Estrategias de evaluación formativa y retroalimentación en comunidades " * 3)[:199] + "X"
    label = "Organiza y evalúa el trabajo educativo y realiza una intervención didáctica pertinente para todas y todos"
    path = draw(
        holder=name,
        title=title,
        skills=[{"framework": "PPI", "version": "2014", "code": f"{i}.1", "label": label} for i in range(skills)],
        signers=[{"name": name, "post": title[:190]}],
        issuer={"code": "IES-05", "name": title[:160], "department": "Secretaría de Educación del Estado de Jalisco"},
    )
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:]] == [297, 210]
    text = squeezed(words_of(path))
    assert squeezed(name) in text
    assert squeezed(title) in text


def _boxes(path: Path) -> list[tuple[float, float, str]]:
    """Top and bottom of every line, in points."""
    found = re.findall(
        r'<line xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</line>',
        run("pdftotext", "-bbox-layout", path, "-"),
        re.DOTALL,
    )
    return [(float(top), float(bottom), re.sub(r"<[^>]+>|\s+", "", words)) for top, bottom, words in found]


def test_long_texts_do_not_run_into_the_signature(draw: Any) -> None:
    label = "Organiza y evalúa el trabajo educativo y realiza una intervención didáctica pertinente" * 3
    path = draw(
        holder=("María de los Ángeles Fernanda Ximena Guadalupe " * 3)[:120],
        title=("Estrategias de evaluación formativa y retroalimentación en comunidades " * 3)[:200],
        skills=[{"framework": "PPI", "version": "2014", "code": f"{i}.1", "label": label} for i in range(9)],
    )
    boxes = _boxes(path)
    last_skill = max(bottom for _top, bottom, words in boxes if "PPI2014" in words)
    signature = min(top for top, _bottom, words in boxes if "Villaseñor" in words)
    assert last_skill < signature


def test_marks_demonstrations_and_only_those(draw: Any) -> None:
    from django.utils.translation import gettext, override

    with override("es-mx"):
        mark = squeezed(gettext("Invented data: this document has no official validity"))
    assert mark in squeezed(words_of(draw(is_demonstration=True)))
    assert mark not in squeezed(words_of(draw()))


def test_claims_pdf_a_3a_and_pdf_ua_1_with_the_structure_of_both(signed: Path) -> None:
    with pikepdf.open(signed) as pdf:
        root = pdf.Root
        metadata = bytes(root.Metadata.read_bytes()).decode()
        assert root.MarkInfo.Marked
        assert str(root.Lang).lower() == "es-mx"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/StructTreeRoot" in root
    assert metadata.count("<rdf:RDF") == 1
    assert re.search(r'pdfaid:part="3"', metadata)
    assert re.search(r'pdfaid:conformance="A"', metadata)
    assert re.search(r'pdfuaid:part="1"', metadata)
    assert "2017IES05000123F" in metadata


def test_every_font_is_embedded(signed: Path) -> None:
    rows = run("pdffonts", signed).splitlines()[2:]
    assert rows
    assert all(re.search(r"\s(yes)\s+yes\s+yes\s+\d+", row) for row in rows), rows


def test_qpdf_finds_nothing_wrong(signed: Path) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", signed)


def test_pdfsig_verifies_the_signature(signed: Path) -> None:
    said = run("pdfsig", signed)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_pdfsig_notices_one_changed_byte(signed: Path, tmp_path: Path) -> None:
    pdf = bytearray(signed.read_bytes())
    place = pdf.index(b"stream\n") + 200
    pdf[place] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(pdf)
    assert (
        "Signature is Valid"
        not in subprocess.run(["pdfsig", forged], capture_output=True, text=True, check=False).stdout
    )


def test_the_qr_code_is_an_svg_drawing_of_the_address() -> None:
    assert qr_svg("https://formacion.example/verificar/A/B/").startswith("<svg")
    assert qr_svg("https://a.example/") != qr_svg("https://b.example/")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/", "asset:../settings.py", "data:,x"])
def test_the_drawing_reads_our_own_assets_only(address: str) -> None:
    with pytest.raises(ValueError, match="own drawings"):
        _fetcher({}).fetch(address)


def test_names_with_markup_are_printed_as_text(draw: Any) -> None:
    path = draw(holder='Ana <img src="file:///etc/passwd"> Núñez')
    assert squeezed('<imgsrc="file:///etc/passwd">') in squeezed(words_of(path))


def test_a_process_that_draws_still_refuses_broken_uploads(draw: Any) -> None:
    draw()
    whole = io.BytesIO()
    Image.new("RGB", (400, 300), "#14636b").save(whole, "PNG")
    with pytest.raises(UploadRefused):
        clean_image(io.BytesIO(whole.getvalue()[:-40]))
