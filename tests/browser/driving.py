"""Moving about in the browser as a person does, always waiting for the next page and never for a time."""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.conftest import Look

PATIENCE = 20  # seconds: two cores may be busy with other tests


def said(text: str, context: str = "") -> str:
    """How the interface says an English message."""
    with translation.override("es-mx"):
        return translation.pgettext(context, text) if context else gettext(text)


def overflow(driver: WebDriver) -> int:
    """By how many pixels the page is wider than its screen.

    Not ``innerWidth``: on a phone that grows with a page that is too wide.
    """
    script = "const root = document.documentElement; return root.scrollWidth - root.clientWidth"
    return int(driver.execute_script(script))


def widest(driver: WebDriver) -> str:
    """The elements that stick out, for the message of a failing test."""
    script = """
      const width = document.documentElement.clientWidth;
      const outside = (one) => one.getBoundingClientRect().right > width;
      return [...document.querySelectorAll("body *")].filter(outside).slice(0, 6)
        .map((one) => `${one.tagName}.${one.className}`).join(" ");
    """
    return str(driver.execute_script(script))


def console(driver: WebDriver) -> list[str]:
    """Errors that the page wrote since this was last asked: scripts, missing files, breaches of the CSP."""
    entries = driver.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


class Person:
    """Somebody before a screen of some size, on the site at ``origin``."""

    def __init__(self, driver: WebDriver, origin: str, look: Look) -> None:
        self.driver, self.origin = driver, origin
        look.apply(driver)

    def until(self, condition: Callable[[WebDriver], Any]) -> Any:
        """Wait for something true, and return it."""
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(condition)

    def opens(self, address: str) -> None:
        """Go to a path of the site, or to a whole address."""
        self.driver.get(address if "://" in address else self.origin + address)

    def sees(self, selector: str) -> WebElement:
        """The first element there is, once there is one."""
        found: WebElement = self.until(lambda driver: next(iter(driver.find_elements("css selector", selector)), None))
        return found

    def finds(self, words: str, selector: str = "a, button, summary") -> WebElement:
        """The visible element among ``selector`` whose text has these words."""

        def first(driver: WebDriver) -> WebElement | None:
            for one in driver.find_elements("css selector", selector):
                if words in one.text and one.is_displayed():
                    return one
            return None

        found: WebElement = self.until(first)
        return found

    def clicks(self, element: WebElement) -> None:
        """Click in the middle of the screen, where nothing that sticks to its edges is in the way."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def follows(self, target: WebElement | str) -> None:
        """Click something that leads to another page, and wait until that one is there."""
        element = self.finds(target) if isinstance(target, str) else target
        self.leaves_by(lambda: self.clicks(element))

    def leaves_by(self, act: Callable[[], object]) -> None:
        """Do something that leads to another page, and wait until that one is there."""
        self.driver.execute_script("document.documentElement.dataset.left = '1'")
        act()
        self.until(_is_another_page)

    def types(self, name: str, text: str) -> None:
        """Fill the field with this name."""
        field = self.sees(f"[name='{name}']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", field)
        field.clear()
        field.send_keys(text)

    def chooses(self, select: WebElement, words: str) -> None:
        """Choose the option that reads so."""
        Select(select).select_by_visible_text(words)

    def text(self) -> str:
        """Everything legible on the page."""
        return str(self.driver.find_element("css selector", "body").text)


def _is_another_page(driver: WebDriver) -> bool:
    try:
        state = "return document.readyState === 'complete' && !document.documentElement.dataset.left"
        return bool(driver.execute_script(state))
    except WebDriverException:  # between two pages
        return False
