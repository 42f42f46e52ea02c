"""Which of two saves of an answer is the later one. Pure.

Each change of an answer has a version: the counter of the page at that moment, and the tab. A page counts on from the
highest counter that it has seen, its own or another's, so that a later change has a higher one; between equal counters
the tab decides, the same on every server. Saves may arrive late, twice and in any order: the outcome is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Version = tuple[int, str]
NEVER: Version = (0, "")
# Beyond what anybody ever types, and exact in every browser.
LARGEST_COUNTER = 2**40
LONGEST_TAB = 36


@dataclass(frozen=True)
class Draft:
    """Answers by question, and of each question ever answered the version that its answer, or its being blank, has."""

    answers: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)

    @property
    def counter(self) -> int:
        """The highest counter so far."""
        return max((counter for counter, _tab in self.versions.values()), default=0)

    def version(self, question: str) -> Version:
        return self.versions.get(question, NEVER)


@dataclass(frozen=True)
class Sent:
    """What a page sent: ``answers`` without those left blank, ``counters`` of the questions changed in it.

    ``seen`` is the highest counter that the page knew when the server drew it.
    """

    answers: Mapping[str, Any]
    counters: Mapping[str, int] = field(default_factory=dict)
    tab: str = ""
    seen: int = 0


def merged(draft: Draft, sent: Sent) -> Draft:
    """The draft with what was changed in the page, where no later change is known."""
    for question, counter in sent.counters.items():
        draft = _later(draft, question, sent.answers.get(question), (counter, sent.tab))
    return draft


def superseded(draft: Draft, sent: Sent) -> list[str]:
    """Of the questions sent, those of which a draft knows a later change."""
    return [question for question, counter in sent.counters.items() if draft.version(question) > (counter, sent.tab)]


def merged_whole(draft: Draft, sent: Sent, questions: list[str]) -> Draft:
    """The draft with a whole form, which its person sees as it is sent.

    What was changed in the page is merged. Of the rest the form holds what the server had put into it: a later change
    from elsewhere stays. A browser without JavaScript cannot say what was changed: there what is written counts, and
    only a blank never takes the place of a later answer.
    """
    draft = merged(draft, sent)
    version = (max(draft.counter, sent.seen) + 1, sent.tab)
    for question in questions:
        unchanged = question not in sent.counters
        known = draft.version(question)[0] <= sent.seen
        if unchanged and (known or (not sent.tab and question in sent.answers)):
            draft = _later(draft, question, sent.answers.get(question), version)
    return draft


def _later(draft: Draft, question: str, answer: Any, version: Version) -> Draft:
    if draft.version(question) >= version:
        return draft
    answers = {uid: known for uid, known in draft.answers.items() if uid != question}
    if answer is not None:
        answers[question] = answer
    return replace(draft, answers=answers, versions={**draft.versions, question: version})
