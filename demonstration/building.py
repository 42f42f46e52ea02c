"""The pages of the demonstration: front page, places of the institutes, and two courses through the editor's own path.

Whatever exists already is left as it is, so that edits made by hand survive a second run.
"""

from decimal import Decimal
from typing import Any

from django.core.files.base import File
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site
from wagtailmedia.models import get_media_model

from accounts.models import User
from cms.pages.models import CourseCredit, CoursePage, HomePage, InformationPage, InstitutePage, LessonPage, ModulePage
from cms.skills.models import Skill
from config.languages import LANGUAGES, SPANISH
from courses.editions.models import Edition
from demonstration.content import ROOT, CourseText, LessonText, ModuleText, rich
from institutes.models import Organisation

ABOUT = """
La plataforma reúne a la Secretaría de Educación, a organizaciones aliadas y a trece institutos para que las y los docentes de
Jalisco encuentren formación continua de calidad, la estudien a su ritmo y obtengan constancias que cualquiera pueda verificar.

**Cómo funciona.** Personas autoras y aliadas escriben los cursos; los institutos los imparten y certifican; la evaluación
del pilotaje muestra, con datos abiertos, qué funciona y qué conviene mejorar.

**Sobre esta demostración.** Las personas, los grupos y los resultados que aparecen aquí son simulados. Los trece institutos
se muestran a manera de ejemplo y no implican su participación.
"""


def ensure_locales() -> None:
    for code, _name in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def ensure_home() -> HomePage:
    """The front page as root of the site."""
    home = HomePage.objects.filter(locale__language_code=SPANISH).first() or _new_home()
    if not InformationPage.objects.filter(slug="acerca-de").exists():
        about = InformationPage(
            title="Acerca de la plataforma", slug="acerca-de", locale=home.locale, show_in_menus=True, body=rich(ABOUT),
            intro="Formación continua para docentes de Jalisco, hecha en común y evaluada a la vista de todos.",
        )  # fmt: skip
        home.add_child(instance=about)
        about.save_revision().publish()
    return home


def _new_home() -> HomePage:
    locale = Locale.objects.get(language_code=SPANISH)
    home = HomePage(
        title="Formación Docente Jalisco", slug="formacion-docente", locale=locale,
        hero_title="Aprender para enseñar, juntas y juntos",
        hero_intro="Cursos hechos con instituciones de Jalisco, constancias que cualquiera puede verificar y resultados abiertos.",
    )  # fmt: skip
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    return home


def ensure_institute_page(home: HomePage, organisation: Organisation) -> InstitutePage:
    page = InstitutePage.objects.filter(organisation=organisation, locale=home.locale).first()
    if page is None:
        page = InstitutePage(
            title=organisation.name, slug=organisation.code.lower(), organisation=organisation, locale=home.locale
        )
        home.add_child(instance=page)
        page.save_revision().publish()
    return page


def ensure_course(text: CourseText, parent: InstitutePage, *, author: User, publisher: User) -> Edition:
    """The course as pages, its publication by ``publisher``, and the edition that follows from it."""
    page = CoursePage.objects.filter(translation_key=text.uid, locale=parent.locale).first()
    if page is None:
        page = _new_course(text, parent, author)
    if not page.live:
        page.refresh_from_db()
        page.get_latest_revision().publish(user=publisher, skip_permission_checks=True)
        for code in text.facts.get("pending_languages", []):
            _prepare_translation(page, code)
    return Edition.objects.filter(course_id=text.uid).order_by("-number").select_related("course")[0]


def _new_course(text: CourseText, parent: InstitutePage, author: User) -> CoursePage:
    facts = text.facts
    page = CoursePage(
        title=facts["title"], slug=facts["slug"], translation_key=text.uid, locale=parent.locale, live=False,
        owner=author, summary=facts["summary"], course_type=facts["type"], hours=facts["hours"],
        pass_mark=Decimal(facts["pass_mark"]), levels=facts["levels"], licence=facts["licence"], is_demonstration=True,
        cover_id=store_asset("image", text.folder, facts["cover"]), cover_alt=facts["cover_alt"],
    )  # fmt: skip
    parent.add_child(instance=page)
    page.skills.set(_skills())
    for credit in facts["credits"]:
        organisation = Organisation.objects.get(code=credit["organisation"])
        page.credits.add(CourseCredit(organisation=organisation, role=credit["role"], licence=facts["licence"]))
    page.save_revision(user=author)
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
    lesson.body = LessonPage._meta.get_field("body").stream_block.to_python(text.stream(store_asset))
    module.add_child(instance=lesson)
    lesson.save_revision(user=author)


def store_asset(kind: str, folder: str, name: str) -> int:
    """The key of a picture or recording in the library, stored when first asked for."""
    title = f"{folder}/{name}"
    model = get_image_model() if kind == "image" else get_media_model()
    found = model.objects.filter(title=title).first()
    return int(found.pk if found else _store(model, kind, folder, name, title).pk)


def _store(model: Any, kind: str, folder: str, name: str, title: str) -> Any:
    path = ROOT / folder / ("images" if kind == "image" else "audio") / f"{name}.{'png' if kind == 'image' else 'mp3'}"
    more = {} if kind == "image" else {"type": "audio", "duration": 56}
    with path.open("rb") as stream:
        return model.objects.create(title=title, file=File(stream, name=f"{folder}-{path.name}"), **more)


def _prepare_translation(page: CoursePage, language: str) -> None:
    """Draft copies of the whole course in ``language``, waiting for its speakers; nothing is translated here."""
    locale = Locale.objects.get(language_code=language)
    for part in [page, *page.get_descendants().specific()]:
        if not part.has_translation(locale):
            part.copy_for_translation(locale, copy_parents=True)
