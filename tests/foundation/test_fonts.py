"""The web fonts draw every letter that our languages need, stay small, and are optional."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from fontTools.ttLib import TTFont

from foundation import fonts

NEEDED = "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”’—…ʉɄɨƗʼꞌꞋʔāēīōūĀĒĪŌŪï+" + "\u0304\u0301"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("fonts")
    return folder, fonts.build(folder)


@pytest.mark.parametrize("weight", [400, 700])
def test_both_parts_together_have_every_letter(built: tuple[Path, dict[str, int]], weight: int) -> None:
    letters: set[int] = set()
    for part in fonts.PARTS:
        letters |= TTFont(built[0] / f"andika-{weight}-{part}.woff2").getBestCmap().keys()
    assert [letter for letter in NEEDED if ord(letter) not in letters] == []


def test_a_spanish_page_loads_little(built: tuple[Path, dict[str, int]]) -> None:
    assert sum(size for name, size in built[1].items() if "-es." in name) < 30_000


def test_style_sheet_names_each_file_and_saves_data_when_asked(built: tuple[Path, dict[str, int]]) -> None:
    sheet = (built[0] / "fonts.css").read_text()
    assert all(name in sheet for name in built[1])
    assert "font-display:swap" in sheet
    assert "prefers-reduced-data" in sheet


def test_without_the_package_nothing_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SOURCE_DIR", tmp_path / "nowhere")
    assert fonts.build(tmp_path / "out") == {}
    assert not (tmp_path / "out").exists()


def test_unicode_range_is_written_as_css() -> None:
    assert fonts.unicode_range([(0x20, 0x7E), (0x20AC, 0x20AC)]) == "U+20-7E,U+20AC"


def test_save_data_gets_no_font(client: Client, db: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "fonts.css").write_text("")
    settings.STATICFILES_DIRS = [tmp_path]
    address = reverse("account_login")
    assert "fonts.css" in client.get(address).content.decode()
    assert "fonts.css" not in client.get(address, headers={"save-data": "on"}).content.decode()
