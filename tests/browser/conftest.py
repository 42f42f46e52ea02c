"""A real Chromium against a live server; every look (size × colours) is one ``Look``."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver

CHROMIUM = Path("/usr/bin/chromium")
CHROMEDRIVER = Path("/usr/bin/chromedriver")
OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --lang=es-MX"
).split()


@dataclass(frozen=True)
class Look:
    """How the page is looked at."""

    width: int
    height: int
    dark: bool

    def __str__(self) -> str:
        return f"{self.width}px-{'dark' if self.dark else 'light'}"

    def apply(self, driver: WebDriver) -> None:
        """Make the browser a screen of this size with these colours."""
        mobile = self.width < 700
        size = {"width": self.width, "height": self.height, "deviceScaleFactor": 1, "mobile": mobile}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if self.dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


LOOKS = [Look(width, height, dark) for width, height in ((360, 800), (1280, 900)) for dark in (False, True)]


@pytest.fixture(scope="session")
def download_dir() -> Iterator[Path]:
    """Where the browser puts what it downloads."""
    folder = Path(tempfile.mkdtemp(prefix="downloads-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def launched(
    downloads: Path, preferences: dict[str, Any] | None = None, switches: Sequence[str] = ()
) -> Iterator[WebDriver]:
    """A Chromium of its own with a fresh profile, closed and forgotten at the end."""
    if not (CHROMIUM.exists() and CHROMEDRIVER.exists()):
        pytest.fail("Install Debian's chromium and chromium-driver: requirements/debian-test.txt")
    profile = tempfile.mkdtemp(prefix="chromium-")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in [*OPTIONS, *switches, f"--user-data-dir={profile}"]:
        options.add_argument(option)
    files = {"download.default_directory": str(downloads), "plugins.always_open_pdf_externally": True}
    options.add_experimental_option("prefs", files | (preferences or {}))
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(CHROMEDRIVER)))
    try:
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium(download_dir: Path) -> Iterator[WebDriver]:
    """One Chromium for the whole run; use ``browser``, which gives it clean."""
    with launched(download_dir) as driver:
        yield driver


@pytest.fixture
def browser(chromium: WebDriver) -> WebDriver:
    """Chromium without cookies, as a wide light screen."""
    chromium.delete_all_cookies()
    chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
    chromium.execute_cdp_cmd("Network.clearBrowserCache", {})
    LOOKS[2].apply(chromium)
    chromium.get_log("browser")  # type: ignore[no-untyped-call]  # what an earlier test left
    return chromium


@pytest.fixture
def sign_in_browser(browser: WebDriver, live_server: Any, client: Any) -> Any:
    """``sign_in_browser(user)``: the browser continues as this person, without typing."""

    def sign_in(user: Any) -> None:
        # What the browser asks for on its own (/favicon.ico) with a session that is over would take the new one away.
        browser.delete_cookie("sessionid")
        client.force_login(user)
        browser.get(f"{live_server.url}/static/images/favicon.svg")
        browser.add_cookie({"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"})

    return sign_in
