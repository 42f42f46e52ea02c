"""The accessibility rules of axe-core, run inside the browser that shows the page.

axe-core is not in this repository: its published script is fetched once, by name, version and hash
(requirements/axe.txt), into the cache beside the template databases.
"""

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from selenium.webdriver.remote.webdriver import WebDriver

from tests.settings import TEST_DATABASES_DIR

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENT = ROOT / "requirements" / "axe.txt"
OLDEST = (4, 8)  # the first to know the WCAG 2.2 tag
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def _installer() -> list[str]:
    uv = ROOT / ".uv" / "bin" / "uv"
    if uv.exists():
        return [str(uv), "pip", "install", "--quiet", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _fetch(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder.parent))
    command = [*_installer(), "--no-deps", "--require-hashes", "--target", str(scratch), "-r", str(REQUIREMENT)]
    subprocess.run(command, check=True)  # our own constants
    try:
        scratch.rename(folder)
    except OSError:  # another worker was faster
        shutil.rmtree(scratch, ignore_errors=True)


@cache
def axe() -> str:
    """The script of axe-core."""
    version = REQUIREMENT.read_text().split("==")[1].split()[0]
    folder = TEST_DATABASES_DIR.parent / f"axe-{version}"
    if not folder.exists():
        _fetch(folder)
    return next(folder.rglob("axe.min.js")).read_text()


def _describe(violation: dict[str, Any]) -> str:
    places = "; ".join(
        f"{node['target'][0]} ({node['failureSummary'].splitlines()[-1].strip()})" for node in violation["nodes"][:5]
    )
    return f"{violation['id']}: {violation['help']} — {places}"


def violations(driver: WebDriver, tags: tuple[str, ...] = WCAG) -> list[str]:
    """What axe objects to on the page now open, one line per rule; empty when all is well."""
    driver.set_script_timeout(60)
    driver.execute_script("for (const motion of document.getAnimations()) motion.finish()")  # colours as they stay
    if driver.execute_script("return !window.axe"):
        driver.execute_script(axe())
    version = driver.execute_script("return axe.version")
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        raise RuntimeError(f"axe-core {version} does not know WCAG 2.2")
    result = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']})"
        ".then(done, (error) => done({error: String(error)}));",
        list(tags),
    )
    if "error" in result:
        raise RuntimeError(result["error"])
    return [_describe(violation) for violation in result["violations"]]
