"""The style page and the pages around sign-in: no violation of WCAG 2.2 A/AA, nothing wider than the screen."""

from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver

from tests.accounts.factories import TeacherFactory
from tests.browser.accessibility import violations
from tests.browser.conftest import LOOKS, Look
from tests.browser.driving import console, overflow, widest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PUBLIC = ["style", "account_login", "account_signup", "account_reset_password", "accessibility", "licences"]
PERSONAL = ["account_email", "account_change_password", "mfa_index", "usersessions_list"]


def _troubles(driver: WebDriver) -> list[str]:
    return [*violations(driver), *console(driver)]


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """The style page is there only where somebody develops or demonstrates."""
    settings.DEMONSTRATION = True


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_is_accessible(name: str, look: Look, browser: WebDriver, live_server: Any) -> None:
    look.apply(browser)
    browser.get(live_server.url + reverse(name))
    assert _troubles(browser) == []
    assert overflow(browser) <= 0


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]], ids=str)
@pytest.mark.parametrize("name", PERSONAL)
def test_personal_page_is_accessible(
    name: str, look: Look, browser: WebDriver, live_server: Any, sign_in_browser: Any
) -> None:
    sign_in_browser(TeacherFactory.create())
    look.apply(browser)
    browser.get(live_server.url + reverse(name))
    assert _troubles(browser) == []
    assert overflow(browser) <= 0


@pytest.mark.parametrize("name", ["style", "account_login"])
def test_page_fits_320_pixels(name: str, browser: WebDriver, live_server: Any) -> None:
    Look(320, 640, dark=False).apply(browser)
    browser.get(live_server.url + reverse(name))
    assert overflow(browser) <= 0


def test_axe_finds_what_is_wrong(browser: WebDriver) -> None:
    """The harness itself can fail."""
    browser.get("data:text/html,<title>t</title><img src='x.png'><p style='color:%23ccc;background:%23fff'>pale</p>")
    found = " ".join(violations(browser))
    assert "image-alt" in found
    assert "color-contrast" in found
    assert "html-has-lang" in found


@pytest.mark.parametrize("look", [Look(320, 640, dark=False), *LOOKS[1:3]], ids=str)
def test_the_ruler_finds_what_sticks_out(look: Look, browser: WebDriver) -> None:
    look.apply(browser)
    browser.get("data:text/html,<meta name=viewport content='width=device-width'><hr style='width:2000px'>")
    assert overflow(browser) > 600
    assert "HR" in widest(browser)


def test_theme_switch_is_remembered_by_the_server(browser: WebDriver, live_server: Any) -> None:
    browser.get(live_server.url + reverse("account_login"))
    browser.find_element("css selector", "[data-theme-switch]").click()
    browser.get(live_server.url + reverse("account_login"))
    assert '<html lang="es-mx" dir="ltr" data-theme="dark">' in browser.execute_script(
        "return fetch(location.href).then((answer) => answer.text())"
    )
