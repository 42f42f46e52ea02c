"""What the pages of the demonstration show."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.models import User
from certification.credentials.models import Credential
from cms.pages.models import CoursePage
from courses.assessment.models import Evidence
from courses.editions.models import Course, Edition
from courses.study.models import Enrolment
from demonstration.content import COURSES, uid
from demonstration.people import PERSONAS, Persona, people_to_be
from evaluation.instruments.models import Response
from evaluation.pilots.models import Pilot
from evaluation.publication.models import Release

INSTITUTE = "IES-04"


@dataclass(frozen=True)
class Step:
    """One part of the story: who lives it, where it begins for that person, and places anyone may open."""

    title: str
    text: str
    icon: str
    persona: Persona | None = None
    start: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)


def people_with_accounts() -> list[Persona]:
    """The personas that the demo command has made."""
    emails = set(people_to_be().values_list("email", flat=True))
    return [persona for persona in PERSONAS if persona.email in emails]


def story() -> list[Step]:
    """From a course written with partners to a certificate and the results of the pilot."""
    people = {persona.key: persona for persona in people_with_accounts()}
    return [
        _write(people.get("autor")),
        _approve(people.get("aliada")),
        _sign_up(),
        _study(people.get("docente")),
        _accompany(people.get("facilitadora")),
        _certify(people.get("certificadora")),
        _verify(),
        _evaluate(people.get("evaluador")),
    ]


def others() -> list[Persona]:
    """Those who can be lived besides the story."""
    told = {"autor", "aliada", "docente", "facilitadora", "certificadora", "evaluador"}
    return [persona for persona in people_with_accounts() if persona.key not in told]


def _page(folder: str) -> CoursePage | None:
    pages = CoursePage.objects.filter(translation_key=uid(folder), is_demonstration=True)
    page: CoursePage | None = pages.filter(locale__language_code="es-mx").first()
    return page


def _write(persona: Persona | None) -> Step:
    page = _page(COURSES[0])
    return Step(
        _("Write"),
        _(
            "Julián is an author. In the workshop he opens a lesson, changes a paragraph and looks at the preview. Then"
            " he opens the course itself and hands it in: nothing is published without his partner, ITESO."
        ),
        "pencil",
        persona,
        reverse("wagtailadmin_explore", args=[page.pk]) if page else "",
    )


def _approve(persona: Persona | None) -> Step:
    page = _page(COURSES[1])
    return Step(
        _("Approve"),
        _(
            "Beatriz reviews for ITESO. A proposal for the workshop on mother tongues is waiting for her: she"
            " reads it and approves it, or says what should change. Approving publishes a new edition; whoever is"
            " studying keeps theirs."
        ),
        "check-circle",
        persona,
        reverse("course_review", args=[page.pk]) if page else "",
    )


def _sign_up() -> Step:
    return Step(
        _("Create an account"),
        _(
            "Be yourself: register as a teacher with an invented CURP, for example GOMA850214MJCMRN08. No mail"
            " leaves this computer; the confirmation arrives in the demonstration mailbox."
        ),
        "mail",
        links=[
            (reverse("account_signup"), _("Create an account")),
            (reverse("demonstration_mailbox"), _("Demonstration mailbox")),
        ],
    )


def _study(persona: Persona | None) -> Step:
    course = Course.objects.filter(uid=uid(COURSES[0]), latest__isnull=False).first()
    address = reverse("course", args=[course.slug]) if course else reverse("catalogue")
    return Step(
        _("Study"),
        _(
            "Enrol in the workshop with your account, read a lesson and answer its questions. Or be Elena, who is"
            " half-way: one of her tasks came back with a remark, and her next lesson is waiting."
        ),
        "book",
        persona,
        reverse("my_place"),
        [(address, _("See the workshop"))],
    )


def _accompany(persona: Persona | None) -> Step:
    return Step(
        _("Accompany"),
        _(
            "Marina facilitates a group. Part of what her teachers handed in is waiting: she accepts it, or returns it"
            " with a remark."
        ),
        "users",
        persona,
        reverse("marking_queue", args=[INSTITUTE]),
    )


def _certify(persona: Persona | None) -> Step:
    return Step(
        _("Certify"),
        _(
            "Teresa certifies for her institute. Some teachers have completed the workshop and stand in no acta yet:"
            " she chooses them and signs. The certificates are issued while you watch."
        ),
        "seal",
        persona,
        reverse("acta_new", args=[INSTITUTE]),
    )


def _verify() -> Step:
    issued = Credential.objects.filter(status=Credential.Status.ISSUED, enrolment__teacher__is_demonstration=True)
    credential = issued.order_by("pk").first()
    own = reverse("verify_certificate", args=[credential.folio, credential.token]) if credential else ""
    return Step(
        _("Verify"),
        _(
            "Whoever receives a certificate checks it without an account: by the QR code's address, by its folio, or by"
            " the PDF itself."
        ),
        "shield",
        links=[
            *([(own, _("Open a certificate"))] if own else []),
            (reverse("verification"), _("Verify a certificate")),
        ],
    )


def _evaluate(persona: Persona | None) -> Step:
    pilot = Pilot.objects.filter(is_demonstration=True).order_by("pk").first()
    release = Release.objects.filter(pilot=pilot).order_by("-number").first() if pilot else None
    published = reverse("release", args=[pilot.slug, release.number]) if pilot and release else reverse("open_data")
    return Step(
        _("Evaluate"),
        _(
            "Óscar evaluates the pilot in thirteen institutes: live counts, how much was learnt and how sure that is."
            " Take a new data cut and see your certificates in it. What is published hides small groups, and anyone can"
            " compute it again."
        ),
        "chart",
        persona,
        reverse("evaluation_pilot", args=[pilot.slug]) if pilot else reverse("evaluation_home"),
        [(published, _("Published results"))],
    )


def figures() -> list[tuple[str, int]]:
    """What there is, for whoever ran the command."""
    enrolments = Enrolment.objects.filter(teacher__is_demonstration=True)
    by_status = Counter(enrolments.values_list("status", flat=True))
    evidence = Counter(Evidence.objects.filter(enrolment__in=enrolments).values_list("status", flat=True))
    return [
        ("Demonstration people", User.objects.filter(is_demonstration=True).count()),
        ("Editions published", Edition.objects.filter(is_demonstration=True).count()),
        ("Courses waiting for approval", TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count()),
        ("Enrolments", sum(by_status.values())),
        ("  completed", by_status[Enrolment.Status.COMPLETED]),
        ("  withdrawn", by_status[Enrolment.Status.WITHDRAWN]),
        ("Evidence handed in", sum(evidence.values())),
        ("  accepted", evidence[Evidence.Status.ACCEPTED]),
        ("  returned with a remark", evidence[Evidence.Status.RETURNED]),
        ("Certificates", Credential.objects.filter(enrolment__in=enrolments).count()),
        ("Completed, waiting for an acta", _waiting(enrolments)),
        ("Tests answered", Response.objects.filter(participant__pilot__is_demonstration=True).count()),
    ]


def _waiting(enrolments: QuerySet[Enrolment]) -> int:
    return enrolments.filter(status=Enrolment.Status.COMPLETED, acta_row=None).count()
