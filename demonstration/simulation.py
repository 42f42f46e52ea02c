"""How invented teachers answer: latent ability, an effect of the institute, learning, and giving up. Pure."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.pages.kinds import is_automatic

Question = dict[str, Any]
Key = dict[str, Any]
LESSON_BONUS = 1.5  # lessons ask about what was just read
GIVE_UP = 0.035  # chance of leaving before each lesson
SAME_KNOWLEDGE = 0.85
WITHDRAW = 0.3  # chance of saying so, among those who leave
RETURNED, REVIEWED = 0.12, 0.75  # of the evidence handed in: returned, and looked at in all
WRITTEN = "Probé lo que propone la lección con mi grupo y anoté lo que observé."
START = -0.15  # where the test finds people before the workshop


@dataclass(frozen=True)
class Learner:
    """``reached`` lessons are studied; ``days`` lie between two of them; ``gain`` is what the workshop adds."""

    ability: float
    gain: float
    reached: int
    days: float
    late: float
    consents: bool
    sits_post_test: bool
    withdraws: bool = False


@dataclass(frozen=True)
class Institute:
    """What the teachers of one institute share: where they start, and how much the workshop gives there."""

    ability: float
    gain: float


def invent_institute(numbers: random.Random) -> Institute:
    return Institute(ability=numbers.gauss(0, 0.15), gain=min(max(numbers.gauss(0.58, 0.07), 0.45), 0.7))


def invent_learner(numbers: random.Random, *, institute: Institute, lessons: int) -> Learner:
    reached = next((n for n in range(lessons) if numbers.random() < GIVE_UP), lessons)
    return Learner(
        ability=numbers.gauss(0, 0.75) + institute.ability,
        gain=numbers.gauss(institute.gain, 0.15),
        reached=reached,
        days=numbers.uniform(3.2, 5.8),
        late=numbers.uniform(0, 13),
        consents=numbers.random() < 0.95,
        sits_post_test=numbers.random() < 0.95,
        withdraws=numbers.random() < WITHDRAW,
    )


def chance(ability: float, question: Question) -> float:
    """The chance of a right answer; kinds differ in difficulty, and each question a little by itself."""
    kinds = {"true_false": 0.6, "single": 0.3, "numeric": 0.0, "short_text": -0.2, "matching": 0.0, "cloze": 0.0}
    itself = (int(question["uid"].replace("-", "")[:4], 16) / 65535 - 0.5) * 1.2
    return 1 / (1 + math.exp(-(ability + kinds.get(question["kind"], -0.4) + itself)))


def answer_all(
    numbers: random.Random, questions: list[Question], keys: Mapping[str, Key], *, ability: float, person: str = ""
) -> dict[str, Any]:
    """Answers to all questions, right ones as often as the ability makes likely.

    A ``person`` asked the same question twice answers from the same knowledge as often as not.
    """
    return {
        question["uid"]: _answer(numbers, question, keys[question["uid"]], ability, person) for question in questions
    }


def _answer(numbers: random.Random, question: Question, key: Key, ability: float, person: str) -> Any:
    if not is_automatic(question):
        return opinion(numbers, question)
    knows = _luck(numbers, person and f"{person} {question['uid']}") < chance(ability, question)
    return right(key) if knows else wrong(numbers, question, key)


def opinion(numbers: random.Random, question: Question) -> str:
    """An answer that is neither right nor wrong; on a scale mostly towards its end."""
    options = [option["uid"] for option in question.get("options", [])]
    return str(numbers.choices(options, weights=range(1, len(options) + 1))[0]) if options else WRITTEN


def _luck(numbers: random.Random, same_as: str) -> float:
    again, luck = numbers.random() < SAME_KNOWLEDGE, numbers.random()
    return random.Random(same_as).random() if same_as and again else luck


def right(key: Key) -> Any:  # noqa: PLR0911
    match key["kind"]:
        case "single" | "multiple":
            return key["correct"]
        case "true_false":
            return str(key["correct"]).lower()
        case "numeric":
            return key["value"]
        case "short_text":
            return key["accepted"][0]
        case "ordering":
            return key["order"]
        case "cloze":
            return {uid: gap.get("correct") or gap["accepted"][0] for uid, gap in key["gaps"].items()}
        case _:
            return key["pairs"]


def wrong(numbers: random.Random, question: Question, key: Key) -> Any:  # noqa: PLR0911
    options = [option["uid"] for option in question.get("options", [])]
    match key["kind"]:
        case "single":
            return numbers.choice([uid for uid in options if uid != key["correct"]])
        case "multiple":
            return [numbers.choice(options)]
        case "true_false":
            return str(not key["correct"]).lower()
        case "numeric":
            return str(float(key["value"]) + numbers.choice([-2, -1, 1, 2]))
        case "short_text":
            return "no recuerdo"
        case "ordering":
            first, second, *rest = key["order"]
            return [second, first, *rest]
        case "cloze":
            return {uid: "no recuerdo" for uid, gap in key["gaps"].items() if "accepted" in gap}
        case _:
            rights = list(key["pairs"].values())
            return dict(zip(key["pairs"], [*rights[1:], rights[0]], strict=True))


def sizes(total: int, places: int) -> list[int]:
    """How many teachers each institute has: uneven, and the last one fewer than ten, so that hiding can be seen."""
    if places == 1 or total < places * 2:
        return [total // places + (place < total % places) for place in range(places)]
    last = min(7, total // places)
    weights = [1 + (place * 7 % 5) / 4 for place in range(places - 1)]
    rest = total - last
    counts = [int(rest * weight / sum(weights)) for weight in weights]
    counts[0] += rest - sum(counts)
    return [*counts, last]
