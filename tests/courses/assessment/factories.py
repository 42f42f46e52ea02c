"""A small edition with every kind of question, a pool and one evidence task, stored through the real operations."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict

from accounts.models import User
from courses.assessment.models import Attempt
from courses.assessment.operations import save_answers
from courses.assessment.saving import Draft
from courses.cohorts.models import Cohort
from courses.editions.models import Edition, Lesson
from courses.editions.operations import store_edition
from courses.study.models import Enrolment
from courses.study.operations import enrol
from institutes.models import Organisation
from tests.accounts.factories import TeacherFactory
from tests.institutes.factories import InstituteFactory

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
FEEDBACK = "La retroalimentación secreta de la opción"
EXPLANATION = "La explicación secreta"
GAP = "una bitácora inconfesable"


def uid(name: str) -> str:
    """The same identifier for the same name."""
    return str(uuid5(SPACE, name))


def t(text: str) -> dict[str, str]:
    return {"es-mx": text}


def _items(name: str, *texts: str) -> list[dict[str, Any]]:
    return [{"uid": uid(f"{name} {text}"), "text": t(text)} for text in texts]


def _ask(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "uid": uid(f"question {kind}"),
        "type": "question",
        "kind": kind,
        "prompt": t(f"<p>Pregunta {kind}</p>"),
        "points": "1",
        **more,
    }


def rubric() -> list[dict[str, Any]]:
    """One criterion with two levels."""
    levels = [
        {"uid": uid(f"level {points}"), "text": t(text), "points": points}
        for points, text in (("0", "Se lee confuso"), ("2", "Se lee con claridad"))
    ]
    return [{"uid": uid("criterion"), "text": t("Claridad"), "levels": levels}]


def questions() -> list[dict[str, Any]]:
    """One question of each kind."""
    return [
        _ask("single", options=_items("single", "uno", "dos")),
        _ask("multiple", options=_items("multiple", "a", "b", "c")),
        _ask("true_false"),
        _ask("numeric", unit=t("minutos")),
        _ask("short_text"),
        _ask("ordering", options=_items("ordering", "tres", "uno", "dos")),
        _ask("matching", options=_items("left", "sol", "luna"), matches=_items("right", "noche", "día")),
        _ask(
            "cloze",
            text=t("<p>Conviene llevar [[1]] y [[2]].</p>"),
            gaps=[{"uid": uid("gap 1")}, {"uid": uid("gap 2"), "options": _items("gap", "borrarla", "releerla")}],
        ),
        _ask("rating", options=_items("rating", "nada", "algo", "mucho")) | {"points": "0"},
        _ask("open", min_words=3, rubric=rubric()) | {"points": "2"},
    ]


def _key(kind: str, **more: Any) -> tuple[str, dict[str, Any]]:
    said = {"explanation": t(f"<p>{EXPLANATION}</p>"), "feedback": {}}
    return uid(f"question {kind}"), {"kind": kind, "points": "1", **said, **more}


def keys() -> dict[str, Any]:
    """The key of each question."""
    return dict(
        [
            _key(
                "single",
                correct=uid("single dos"),
                feedback={uid("single uno"): t(FEEDBACK), uid("single dos"): t("Sí")},
            ),
            _key("multiple", correct=[uid("multiple a"), uid("multiple c")]),
            _key("true_false", correct=False),
            _key("numeric", value="4317.25", tolerance="0.1"),
            _key("short_text", accepted=["Evaluación formativa"]),
            _key("ordering", order=[uid("ordering uno"), uid("ordering dos"), uid("ordering tres")]),
            _key("matching", pairs={uid("left sol"): uid("right día"), uid("left luna"): uid("right noche")}),
            _key(
                "cloze",
                gaps={uid("gap 1"): {"accepted": [GAP]}, uid("gap 2"): {"correct": uid("gap releerla")}},
                feedback={uid("gap 1"): t(FEEDBACK)},
            ),
            _key("rating"),
            _key("open", manual=True),
        ]
    )


def pooled(number: int) -> dict[str, Any]:
    """One question of the pool."""
    return _ask(f"pooled {number}", options=_items(f"pooled {number}", "sí", "no", "quizá"), shuffle=True) | {
        "kind": "single",
        "prompt": t(f"<p>Pregunta sorteable {number}.</p>"),
        "points": "2",
    }


def pool(number: int = 6, draw: int = 2) -> dict[str, Any]:
    """A pool of which two are drawn; the right option of each is the first."""
    return {"uid": uid("pool"), "type": "pool", "draw": draw, "questions": [pooled(n) for n in range(1, number + 1)]}


def pool_keys(number: int = 6) -> dict[str, Any]:
    made = {}
    for n in range(1, number + 1):
        right, wrong = uid(f"pooled {n} sí"), uid(f"pooled {n} no")
        name, key = _key(f"pooled {n}", correct=right, feedback={wrong: t(FEEDBACK)})
        made[name] = key | {"kind": "single", "points": "2"}
    return made


def right_answers() -> dict[str, Any]:
    """The form of somebody who knows everything."""
    return {
        f"q-{uid('question single')}": uid("single dos"),
        f"q-{uid('question multiple')}": [uid("multiple a"), uid("multiple c")],
        f"q-{uid('question true_false')}": "false",
        f"q-{uid('question numeric')}": "4317,25",
        f"q-{uid('question short_text')}": "evaluacion formativa",
        f"q-{uid('question ordering')}-{uid('ordering uno')}": "1",
        f"q-{uid('question ordering')}-{uid('ordering dos')}": "2",
        f"q-{uid('question ordering')}-{uid('ordering tres')}": "3",
        f"q-{uid('question matching')}-{uid('left sol')}": uid("right día"),
        f"q-{uid('question matching')}-{uid('left luna')}": uid("right noche"),
        f"q-{uid('question cloze')}-{uid('gap 1')}": GAP.upper(),
        f"q-{uid('question cloze')}-{uid('gap 2')}": uid("gap releerla"),
        f"q-{uid('question rating')}": uid("rating mucho"),
        f"q-{uid('question open')}": "Observé, escribí y volví a leer.",
    }


def as_querydict(fields: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _lesson(name: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"uid": uid(name), "title": t(name), "minutes": 20, "blocks": blocks}


def document(
    *, attempts: int | None = 2, slug: str = "evaluar", organisation: str = "IES-T", arranged: bool = False,
    accepts: Sequence[str] = ("text", "image"), longest: int | None = None, minutes: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Two modules, three lessons: to read; with questions; with an evidence task; ``arranged`` adds one with a pool.

    With ``minutes`` the questions of the second lesson are timed.
    """
    text = {"uid": uid("text"), "type": "text", "html": t("<p>Leer con calma.</p>")}
    task: dict[str, Any] = {
        "uid": uid("task"), "type": "evidence", "title": t("Su bitácora"), "html": t("<p>Observe a su grupo.</p>"),
        "accepts": list(accepts), "criteria": [t("Describe lo observado")], "rubric": rubric(),
    }  # fmt: skip
    if longest is not None:
        task = {
            **{name: part for name, part in task.items() if name != "rubric"},
            "type": "oral_practice", "prompt": t("<p>Cuente.</p>"), "longest": longest,
        }  # fmt: skip
    modules: list[dict[str, Any]] = [
        {"uid": uid("module 1"), "title": t("Mirar"), "summary": t("Para empezar"),
         "lessons": [_lesson("Leer", [text]), _lesson("Responder", [text, *questions()])]},
        {"uid": uid("module 2"), "title": t("Hacer"), "summary": t(""),
         "lessons": [_lesson("Practicar", [text, task])]},
    ]  # fmt: skip
    if minutes is not None:
        modules[0]["lessons"][1]["answer_minutes"] = minutes
    if arranged:
        shuffled = {**questions()[1], "uid": uid("question shuffled"), "shuffle": True}
        modules[1]["lessons"].append(_lesson("Sortear", [text, shuffled, pool()]))
    course = {
        "uid": uid(f"course {slug}"), "slug": slug, "type": "taller", "title": t("Evaluar para aprender"),
        "summary": t("Un taller breve"), "hours": 20, "source_language": "es-mx", "languages": ["es-mx"],
        "pass_mark": "6.0", "attempts": attempts, "organisation": organisation, "levels": ["primaria"],
        "licence": "CC-BY-SA-4.0", "skills": [], "cover": "", "cover_alt": t(""), "demonstration": False,
        "credits": [{"organisation": "", "organisation_name": "Una asociación", "person": "Ana Ruiz", "role": "autora",
                     "licence": ""}],
    }  # fmt: skip
    return {
        "format": "formacion-docente/edition", "version": 2, "course": course, "modules": modules, "assets": {}
    }  # fmt: skip


def make_edition(
    organisation: Organisation | None = None,
    *,
    attempts: int | None = 2,
    slug: str = "evaluar",
    arranged: bool = False,
    accepts: Sequence[str] = ("text", "image"),
    longest: int | None = None,
    minutes: int | None = None,
) -> Edition:
    """A stored edition of the small course."""
    organisation = organisation or InstituteFactory.create()
    source = document(
        attempts=attempts,
        slug=slug,
        organisation=organisation.code,
        arranged=arranged,
        accepts=accepts,
        longest=longest,
        minutes=minutes,
    )
    known = keys()
    if arranged:
        known |= pool_keys() | {uid("question shuffled"): known[uid("question multiple")]}
    return store_edition(source, known, {}, organisation=organisation, actor=None, at=NOON)


def stored(change: Any, assets: dict[str, Any] | None = None) -> Edition:
    """The small course, changed before it is stored."""
    institute = InstituteFactory.create()
    source = document(organisation=institute.code)
    change(source)
    return store_edition(source, keys(), assets or {}, organisation=institute, actor=None, at=NOON)


def in_two_languages(source: dict[str, Any]) -> None:
    """For ``stored``: its first lesson also in Wixárika."""
    source["course"]["languages"] = ["es-mx", "hch"]
    source["modules"][0]["lessons"][0]["title"]["hch"] = "t+ri"
    source["modules"][0]["lessons"][0]["blocks"][0]["html"]["hch"] = "<p>Wixárika</p>"


def make_enrolment(
    teacher: User | None = None, edition: Edition | None = None, cohort: Cohort | None = None
) -> Enrolment:
    """A teacher enrolled in the small course."""
    return enrol(teacher=teacher or TeacherFactory.create(), edition=edition or make_edition(), cohort=cohort, at=NOON)


def lesson_called(edition: Edition, name: str) -> Lesson:
    return Lesson.objects.get(edition=edition, language="es-mx", uid=uid(name))


def save(enrolment: Enrolment, answers: dict[str, Any], *, at: datetime = NOON, number: int | None = None) -> Attempt:
    """Keep answers as the draft of the lesson with questions."""
    return save_answers(
        actor=enrolment.teacher, enrolment=enrolment, lesson=lesson_called(enrolment.edition, "Responder"),
        language="es-mx", read=lambda _attempt: Draft(answers), at=at, number=number,
    )  # fmt: skip
