"""The people one can be in the demonstration: one per role, each with what to try first."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operations import register_teacher
from demonstration.names import make_curp
from institutes.models import Membership, Organisation
from institutes.operations import grant_membership

Role = Membership.Role
DOMAIN = "demostracion.example"
MARK = "(demostración)"


@dataclass(frozen=True)
class Persona:
    """A demonstration person; ``start`` is the address where their story begins."""

    key: str
    label: Promise
    hint: Promise
    given: str
    surname: str
    sex: str
    born: date
    start: str
    icon: str
    roles: tuple[tuple[str, Membership.Role], ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


PERSONAS = (
    Persona(
        "docente", _("Teacher"), _("Continue the workshop, answer, and look at your progress."),
        "Elena", "Ruiz", "M", date(1986, 5, 12), "/mi/", "user",
    ),
    Persona(
        "facilitadora", _("Facilitator"), _("See how a group is doing and review the evidence handed in."),
        "Marina", "Orozco", "M", date(1979, 2, 3), "/instituto/IES-04/", "users", (("IES-04", Role.FACILITATOR),),
    ),
    Persona(
        "autor", _("Author or trainer"), _("Open the workshop in the editor, change a lesson and preview it."),
        "Julián", "Casillas", "H", date(1982, 9, 21), "/cms/", "pencil", (("IES-04", Role.AUTHOR),),
    ),
    Persona(
        "aliada", _("Partner co-author and reviewer"), _("Look through the courses of your organisation and approve."),
        "Beatriz", "Padilla", "M", date(1976, 11, 30), "/cms/", "check-circle", (("ITESO", Role.REVIEWER),),
    ),
    Persona(
        "administrador", _("Institute administrator"), _("Open a group, and see who holds which role."),
        "Rubén", "Zepeda", "H", date(1973, 7, 8), "/instituto/IES-04/", "building", (("IES-04", Role.INSTITUTE_ADMIN),),
    ),
    Persona(
        "certificadora", _("Certifier"), _("Sign an acta: certificates are issued while you watch."),
        "Teresa", "Villaseñor", "M", date(1970, 1, 17), "/instituto/IES-04/", "seal", (("IES-04", Role.CERTIFIER),),
    ),
    Persona(
        "evaluador", _("SEJ evaluator"), _("Read the pilot's findings and take a new data cut."),
        "Óscar", "Preciado", "H", date(1980, 4, 25), "/evaluacion/", "chart", (("SEJ", Role.EVALUATOR),),
    ),
    Persona(
        "secretaria", _("SEJ administrator"), _("See all institutes and the people who act for them."),
        "Gabriela", "Íñiguez", "M", date(1974, 10, 6), "/mi/", "scales", (("SEJ", Role.SEJ_ADMIN),),
    ),
    Persona(
        "formador", _("Indigenous-language trainer"),
        _("Find the course whose pages wait for speakers to translate it."),
        "Tomás", "Carrillo", "H", date(1984, 12, 14), "/cms/", "language", (("IES-06", Role.AUTHOR),),
    ),
)  # fmt: skip


def ensure_people(*, at: datetime) -> dict[str, User]:
    """Every demonstration person with their roles, by key; those who exist are left as they are."""
    return {persona.key: _ensure(persona, at) for persona in PERSONAS}


def _ensure(persona: Persona, at: datetime) -> User:
    user = User.objects.filter(email=persona.email).first() or _register(persona, at)
    for code, role in persona.roles:
        grant_membership(actor=None, organisation=Organisation.objects.get(code=code), user=user, role=role, at=at)
    return user


def _register(persona: Persona, at: datetime) -> User:
    curp = make_curp(persona.given, persona.surname, "", persona.born, persona.sex, "JC", "0")
    return register_teacher(
        email=persona.email,
        given_names=persona.given,
        paternal_surname=persona.surname,
        maternal_surname=MARK,
        curp=curp,
        at=at,
        is_verified=True,
        is_demonstration=True,
    )


def ensure_certifier(institute: Organisation, *, at: datetime) -> User:
    """Who certifies in this institute: IES-04's is a persona, the others have one each."""
    held = Membership.objects.filter(
        organisation=institute, role=Role.CERTIFIER, valid_to=None, user__is_demonstration=True
    )
    if membership := held.select_related("user").first():
        return membership.user
    user = User.objects.create_user(
        f"certifica-{institute.code.lower()}@{DOMAIN}",
        given_names="Persona certificadora",
        paternal_surname=institute.code,
        maternal_surname=MARK,
        is_demonstration=True,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    grant_membership(actor=None, organisation=institute, user=user, role=Role.CERTIFIER, at=at)
    return user


def people_to_be() -> QuerySet[User]:
    """Those who can be signed in with a click: demonstration people with a persona, nobody else."""
    emails = [persona.email for persona in PERSONAS]
    return User.objects.filter(is_demonstration=True, is_active=True, email__in=emails)
