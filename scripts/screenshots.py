"""Take the pictures of docs/guia-de-autoria.md anew from a running demonstration.

    make run                                                   # in another terminal
    .venv/bin/python scripts/screenshots.py                    # http://localhost:8000, into docs/images/guia/

Everybody in the pictures is invented and marked so.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.support.expected_conditions import presence_of_element_located
from selenium.webdriver.support.wait import WebDriverWait

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images" / "guia"
OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --lang=es-MX"
).split()
DESK, PHONE = (1280, 900), (360, 740)
OUTLINE, REVIEW = "main a[href*='/contenido/']", "main a[href*='/cms/revision/']"


@dataclass(frozen=True)
class Shot:
    """A page as somebody sees it; ``links`` are the links to follow first, as selectors."""

    name: str
    persona: str
    address: str
    size: tuple[int, int] = DESK
    links: tuple[str, ...] = ()


SHOTS = (
    Shot("tablero", "autor", "/cms/"),
    Shot("plantillas", "autor", "/cms/cursos/nuevo/"),
    Shot("contenido", "autor", "/cms/", links=(OUTLINE,)),
    Shot("editor", "autor", "/cms/", links=(OUTLINE, ".outline-lessons a")),
    Shot("bancos", "autor", "/cms/preguntas/bancos/"),
    Shot("revision", "autor", "/cms/", links=(REVIEW,)),
    Shot("cambios", "aliada", "/cms/", links=(REVIEW, "main a[href*='/cambios/']")),
    Shot("revision-leccion", "aliada", "/cms/", links=(REVIEW, "main a[href*='/lecciones/']"), size=PHONE),
    Shot("propuestas", "autor", "/cms/propuestas/"),
    Shot("historia", "docente", "/cursos/evaluacion-formativa-multigrado/historia/"),
)


@contextmanager
def chromium() -> Iterator[WebDriver]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    with TemporaryDirectory(prefix="chromium-") as profile:
        for option in [*OPTIONS, f"--user-data-dir={profile}"]:
            options.add_argument(option)
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            yield driver
        finally:
            driver.quit()


def take(driver: WebDriver, site: str, shot: Shot) -> None:
    """Become the person, open the page, follow its links, keep the picture."""
    width, height = shot.size
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.delete_all_cookies()
    driver.get(f"{site}/cuenta/login/")
    script = "document.querySelector(`form[action*='/${arguments[0]}/'] button`).click()"
    driver.execute_script(script, shot.persona)
    wait = WebDriverWait(driver, 30)
    wait.until(lambda browser: "/cuenta/login/" not in browser.current_url)
    driver.get(site + shot.address)
    for link in shot.links:
        wait.until(presence_of_element_located(("css selector", link)))
        href = driver.find_element("css selector", link).get_attribute("href")
        driver.get(str(href).partition("#")[0])
    wait.until(lambda browser: browser.execute_script("return document.readyState") == "complete")
    driver.save_screenshot(str(FOLDER / f"{shot.name}.png"))
    print(shot.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="http://localhost:8000")
    parser.add_argument("names", nargs="*", help="only these pictures")
    asked = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as driver:
        for shot in SHOTS:
            if not asked.names or shot.name in asked.names:
                take(driver, asked.site.rstrip("/"), shot)


if __name__ == "__main__":
    main()
