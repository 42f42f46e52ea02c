"""The house rules that no linter knows."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("cms", "courses", "certification", "evaluation", "demonstration")


def test_platform_is_a_folder_of_sources_and_never_a_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_no_package_hides_a_standard_module() -> None:
    packages = {path.parent.name for path in ROOT.glob("platform/*/__init__.py")} | set(FLOORS)
    assert packages.isdisjoint(sys.stdlib_module_names)


@pytest.mark.parametrize("name", ["run", "dev", "uv"])
def test_requirements_are_locked_with_hashes_and_name_no_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "--index" not in text
    pinned = re.findall(r"^[a-z0-9][\w.\-]*(?:\[[^\]]+\])?==", text, flags=re.MULTILINE)
    blocks = [block for block in re.split(r"\n(?=[a-z0-9])", text.strip()) if "==" in block]
    assert pinned
    assert all("--hash=sha256:" in block for block in blocks)


def test_every_template_that_is_a_page_extends_the_base() -> None:
    """Fragments start with an underscore; documents of their own (PDF, mail, blocks, form parts) have their folders."""
    own = re.compile(
        r"templates/(foundation/|wagtailadmin/|.*/blocks/|.*/mail/|.*email|.*certificate\.html|.*/_|base\.html"
        r"|500\.html)"  # stands alone: what broke may be what the base page needs
    )
    pages = [path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.html")]
    orphans = [
        page
        for page in pages
        if not own.match(page) and "/_" not in page and not (ROOT / page).read_text().lstrip().startswith("{% extends")
    ]
    assert orphans == []
