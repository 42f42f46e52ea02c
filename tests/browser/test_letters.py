"""Writing with letters that the keyboard lacks, by hand and by keyboard."""

from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.accessibility import violations
from tests.browser.conftest import LOOKS
from tests.browser.driving import Person, console

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture
def writer(browser: WebDriver, live_server: Any) -> Person:
    person = Person(browser, live_server.url, LOOKS[0])
    person.opens(reverse("catalogue"))
    browser.add_cookie({"name": "reading", "value": "letters-hch"})
    person.opens(reverse("catalogue"))
    return person


def _value(browser: WebDriver) -> str:
    return str(browser.execute_script("return document.querySelector('[name=q]').value"))


def test_letters_go_where_the_caret_is(writer: Person, browser: WebDriver) -> None:
    assert not browser.find_element("css selector", ".letters").is_displayed()
    field = writer.sees("[name=q]")
    field.click()
    field.send_keys("tri", Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    writer.sees(".letters button[data-insert='ɨ']").click()
    assert _value(browser) == "tɨri"
    field.send_keys(Keys.END, "a")
    ActionChains(browser).key_down(Keys.ALT).send_keys(".").key_up(Keys.ALT).send_keys(Keys.END, Keys.ENTER).perform()
    assert _value(browser) == "tɨriá"  # the mark and its letter are one
    assert browser.switch_to.active_element == field
    assert violations(browser) == []
    assert console(browser) == []
