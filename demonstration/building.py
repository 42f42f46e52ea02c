"""The pages of the demonstration: front page, places of the institutes, and two courses through the editor's own path.

Whatever exists already is left as it is, so that edits made by hand survive a second run.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File
from wagtail.images import get_image_model
from wagtail.models import Locale, Site
from wagtailmedia.models import get_media_model

from accounts.models import User
from cms.desk.operations import About, Wording, propose_translations
from cms.desk.selectors import course_in
from cms.pages import operations
from cms.pages.models import CourseCredit, CoursePage, HomePage, InformationPage, InstitutePage, LessonPage, ModulePage
from cms.review.models import ReviewRequest, ReviewRound
from cms.review.operations import decide, hand_in, invite_partner
from cms.review.terms import Terms
from cms.skills.models import Skill
from config.languages import LANGUAGES
from courses.editions.models import Edition
from demonstration.content import ROOT, CourseText, LessonText, ModuleText, read_course, rich
from institutes.models import Organisation

ABOUT = """
La plataforma reúne a la Secretaría de Educación, a organizaciones aliadas y a trece institutos para que las y los
docentes de Jalisco encuentren formación continua de calidad, la estudien a su ritmo y obtengan constancias que
cualquiera pueda verificar.

**Cómo funciona.** Personas autoras y aliadas escriben los cursos; los institutos los imparten y certifican; la
evaluación del pilotaje muestra, con datos abiertos, qué funciona y qué conviene mejorar.

**Sobre esta demostración.** Las personas, los grupos y los resultados que aparecen aquí son simulados. Los trece
institutos se muestran a manera de ejemplo y no implican su participación.
"""
APPROVAL = "Revisamos las lecciones y las preguntas con dos docentes de escuelas multigrado. Puede publicarse."


def ensure_locales() -> None:
    for code, _name in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def ensure_home() -> HomePage:
    """The front page with its words, and a page about the project."""
    home = operations.ensure_home()
    public = urlsplit(settings.PUBLIC_URL)  # letters of the editor link to the site by its own record of the address
    port = public.port or (443 if public.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(hostname=public.hostname or "localhost", port=port)
    if not home.hero_title:
        home.hero_title = "Aprender para enseñar, juntas y juntos"
        home.hero_intro = (
            "Cursos hechos con instituciones de Jalisco, constancias que cualquiera puede verificar"
            " y resultados abiertos."
        )
        home.save_revision().publish()
    if not InformationPage.objects.filter(slug="acerca-de").exists():
        about = InformationPage(
            title="Acerca de la plataforma", slug="acerca-de", locale=home.locale, show_in_menus=True, body=rich(ABOUT),
            intro="Formación continua para docentes de Jalisco, hecha en común y evaluada a la vista de todos.",
        )  # fmt: skip
        home.add_child(instance=about)
    return home


def ensure_course(
    text: CourseText, parent: InstitutePage, *, author: User, reviewer: User, partner: Organisation, at: datetime
) -> Edition:
    """The first edition of the course; unless it exists, written, handed in, approved by the partner and so published.

    A course that says so is prepared for translation, and a proposal of its author waits for approval.
    """
    if not CoursePage.objects.filter(translation_key=text.uid, locale=parent.locale).exists():
        page = _new_course(text, parent, author)
        invite_partner(actor=author, course=page, organisation=partner, terms=Terms(may_edit=True), at=at)
        _approve(_hand_in(page, author, at), reviewer, at)
        for code in text.facts.get("pending_languages", []):
            _prepare_translation(page, code, author, at)
        if proposal := text.facts.get("proposal"):
            _propose(text, page, proposal, author, at)
    editions = Edition.objects.filter(course_id=text.uid).order_by("number").select_related("course")
    return editions.defer("search_text")[0]


def _hand_in(page: CoursePage, author: User, at: datetime) -> ReviewRound:
    page = CoursePage.objects.get(pk=page.pk)
    page.save_revision(user=author)
    return hand_in(actor=author, course=page, at=at)


def _approve(round_: ReviewRound, reviewer: User, at: datetime) -> None:
    asked = ReviewRequest.objects.get(round=round_)
    decide(actor=reviewer, request=asked, decision=ReviewRequest.Decision.APPROVED, remark=APPROVAL, at=at)


def _propose(text: CourseText, page: CoursePage, proposal: dict[str, Any], author: User, at: datetime) -> None:
    """A change that the author would like to see in the next edition, handed in."""
    written = next(lesson for lesson in text.lessons if lesson.name == proposal["lesson"])
    lesson = LessonPage.objects.get(translation_key=written.uid, locale=page.locale)
    lesson.body = _body(written.stream_with(proposal["block"], store_asset))
    lesson.save_revision(user=author)
    _hand_in(page, author, at)


def _new_course(text: CourseText, parent: InstitutePage, author: User) -> CoursePage:
    facts = text.facts
    page = CoursePage(
        title=facts["title"], slug=facts["slug"], translation_key=text.uid, locale=parent.locale, live=False,
        owner=author, summary=facts["summary"], course_type=facts["type"], hours=facts["hours"],
        pass_mark=Decimal(facts["pass_mark"]), levels=facts["levels"], licence=facts["licence"], is_demonstration=True,
        spheres=facts.get("spheres", []),
        cover_id=store_asset("image", text.folder, facts["cover"]), cover_alt=facts["cover_alt"],
    )  # fmt: skip
    parent.add_child(instance=page)
    page.skills.set(_skills())
    for credit in facts["credits"]:
        organisation = Organisation.objects.get(code=credit["organisation"])
        page.credits.add(CourseCredit(organisation=organisation, role=credit["role"], licence=facts["licence"]))
    page.save()  # with the credits and skills that were added to it
    for module in text.modules:
        _new_module(module, page, author)
    return page


def _skills() -> list[Skill]:
    """The parameters on planning and assessing of the framework of teachers in basic education."""
    return list(Skill.objects.filter(framework_version__framework__code="PPI-EB-DOC", code__in=["2.1", "2.3"]))


def _new_module(text: ModuleText, course: CoursePage, author: User) -> None:
    module = ModulePage(
        title=text.title, summary=text.summary, translation_key=text.uid, locale=course.locale, live=False, owner=author
    )
    course.add_child(instance=module)
    module.save_revision(user=author)
    for lesson in text.lessons:
        _new_lesson(lesson, module, author)


def _new_lesson(text: LessonText, module: ModulePage, author: User) -> None:
    lesson = LessonPage(
        title=text.title, minutes=text.minutes, translation_key=text.uid, locale=module.locale, live=False, owner=author
    )
    lesson.body = _body(text.stream(store_asset))
    module.add_child(instance=lesson)
    lesson.save_revision(user=author)


def _body(stream: list[dict[str, Any]]) -> Any:
    return LessonPage._meta.get_field("body").stream_block.to_python(stream)


def store_asset(kind: str, folder: str, name: str) -> int:
    """The key of a picture or recording in the library, stored when first asked for."""
    title = f"{folder}/{name}"
    model = get_image_model() if kind == "image" else get_media_model()
    found = model.objects.filter(title=title).first()
    return int(found.pk if found else _store(model, kind, folder, name, title).pk)


def _store(model: Any, kind: str, folder: str, name: str, title: str) -> Any:
    """In the library of the institute whose course it is, where its authors choose from."""
    institute = Organisation.objects.get(code=read_course(folder).facts["organisation"])
    path = ROOT / folder / ("images" if kind == "image" else "audio") / f"{name}.{'png' if kind == 'image' else 'mp3'}"
    more = {} if kind == "image" else {"type": "audio", "duration": 56}
    with path.open("rb") as stream:
        stored = File(stream, name=f"{folder}-{path.name}")
        return model.objects.create(title=title, file=stored, collection=operations.collection_of(institute), **more)


def _prepare_translation(page: CoursePage, language: str, author: User, at: datetime) -> None:
    """Placeholders at the translation desk, waiting for speakers of the language; nothing is translated here."""
    titles = [unit for _part, unit in course_in(page, language).units.values() if unit.name == "title"]
    propose_translations(
        actor=author,
        course=page,
        language=language,
        wordings=[Wording(unit.key, f"[Pendiente de traducir] {unit.source}") for unit in titles],
        about=About(note="Marcador de la demostración: no es una traducción."),
        at=at,
    )
