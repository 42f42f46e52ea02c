"""Answering the questions that ``tests.cms.pages.factories`` writes, through the lesson's own inputs."""

from selenium.webdriver.remote.webelement import WebElement

from tests.browser.driving import Person, said
from tests.cms.pages.factories import question_value


def _fieldset(person: Person, kind: str) -> WebElement:
    return person.finds(f"Pregunta de tipo {kind}", "fieldset.question")


def _ticks(person: Person, kind: str, *labels: str) -> None:
    choices = _fieldset(person, kind).find_elements("css selector", "label.choice")
    for choice in choices:
        if choice.text.strip() in labels:
            person.clicks(choice.find_element("css selector", "input"))


def _writes(person: Person, kind: str, text: str) -> None:
    field = _fieldset(person, kind).find_element("css selector", "input[type=text]")
    field.clear()
    field.send_keys(text)


def _assigns(person: Person, kind: str, wanted: dict[str, str]) -> None:
    for row in _fieldset(person, kind).find_elements("css selector", "li"):
        label = row.find_element("css selector", "label").text
        person.chooses(row.find_element("css selector", "select"), wanted[label])


def answer_rightly(person: Person) -> None:
    """Every kind that is marked, as somebody who knows answers them."""
    _ticks(person, "single", "La correcta")
    _ticks(person, "multiple", "Una correcta", "Otra correcta")
    _ticks(person, "true_false", said("True"))
    _writes(person, "numeric", "12,5")
    _writes(person, "short_text", "Rubrica ")
    order = question_value("ordering")["items"]
    _assigns(person, "ordering", {item: str(place) for place, item in enumerate(order, start=1)})
    _assigns(person, "matching", {pair["left"]: pair["right"] for pair in question_value("matching")["pairs"]})
    gaps = _fieldset(person, "cloze")
    gaps.find_element("css selector", ".gap input").send_keys("Aprender")
    person.chooses(gaps.find_element("css selector", ".gap select"), "medir")
