"""What a certificate states, gathered once when it is issued and frozen. docs/certificates.md describes each field."""

import hashlib
import json
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import TeacherProfile
from certification.actas.models import ActaRow
from certification.credentials.second import second_language, titles_of
from config.languages import SPANISH
from courses.editions.models import Edition
from courses.study.models import Enrolment
from institutes.models import Organisation

FORMAT, VERSION = "formacion-docente/credential", 1
HOURS_PER_CREDIT = 16
STATE = "Jalisco"


def canonical(facts: dict[str, Any]) -> bytes:
    """The one way to write facts down: sorted keys, no spaces, NFC, UTF-8."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return unicodedata.normalize("NFC", text).encode()


def digest(facts: dict[str, Any]) -> str:
    """SHA-256 of the canonical facts, 64 hex digits."""
    return hashlib.sha256(canonical(facts)).hexdigest()


def credits_for(hours: int) -> str:
    """Hours divided by 16, to two decimals, without trailing zeros: 20 hours are "1.25"."""
    exact = (Decimal(hours) / HOURS_PER_CREDIT).quantize(Decimal("0.01"))
    return f"{exact:f}".rstrip("0").rstrip(".")


def _department() -> str:
    authority = Organisation.objects.filter(kind=Organisation.Kind.AUTHORITY).order_by("pk").first()
    return authority.name if authority else ""


def _issuer(organisation: Organisation) -> dict[str, Any]:
    return {"code": organisation.code, "name": organisation.name, "department": _department()}


def _place(organisation: Organisation) -> str:
    return f"{organisation.municipality.name}, {STATE}" if organisation.municipality else STATE


def _holder(enrolment: Enrolment, name: str) -> dict[str, Any]:
    profile = TeacherProfile.objects.filter(user_id=enrolment.teacher_id).first()
    return {"uid": str(enrolment.teacher.uid), "name": name, "curp_masked": profile.masked_curp if profile else ""}


def _course(edition: Edition, titles: dict[str, str]) -> dict[str, Any]:
    """``language`` names that of the title where it is not the one of the certificate."""
    elsewhere = {} if SPANISH in titles else {"language": edition.source_language}
    return elsewhere | {
        "uid": str(edition.course_id),
        "type": edition.course_type,
        "title": titles.get(SPANISH, edition.title),
        "hours": edition.hours,
        "credits": credits_for(edition.hours),
        "mode": "online",
    }


def _skills(edition: Edition) -> list[dict[str, str]]:
    skills = edition.skills.select_related("framework_version__framework").order_by(
        "framework_version__framework__code", "framework_version__version", "code"
    )
    return [
        {
            "framework": skill.framework_version.framework.code,
            "version": skill.framework_version.version,
            "code": skill.code,
            "label": skill.label,
        }
        for skill in skills
    ]


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def _dates(enrolment: Enrolment, issued_at: datetime) -> dict[str, str]:
    if enrolment.completed_at is None:
        raise ValueError("An acta holds completed enrolments only.")
    completed = _day(enrolment.completed_at)
    started: date | str = enrolment.cohort.starts_on.isoformat() if enrolment.cohort else _day(enrolment.enrolled_at)
    return {"started_on": min(str(started), completed), "completed_on": completed, "issued_on": _day(issued_at)}


def _register(row: ActaRow) -> dict[str, Any]:
    acta = row.acta
    return {
        "book": f"{acta.organisation.code}/{acta.year}",
        "leaf": f"{acta.number:04d}",
        "row": row.position,
        "acta": str(acta.uid),
    }


def verification_address(folio: str, token: str) -> str:
    """The public address that the QR code holds."""
    public: str = settings.PUBLIC_URL
    return public + reverse("verify_certificate", kwargs={"folio": folio, "token": token})


def gather(row: ActaRow, *, folio: str, token: str, at: datetime, name: str = "", replaces: str = "") -> dict[str, Any]:
    """Everything printed on the certificate of this row, as it stands at this moment."""
    enrolment, edition = row.enrolment, row.enrolment.edition
    titles = titles_of(edition)
    second = second_language(enrolment, titles)
    signers = [{"name": row.acta.signer_name, "post": row.acta.signer_post}]
    return {
        "format": FORMAT,
        "version": VERSION,
        "folio": folio,
        "language": SPANISH,
        "issuer": _issuer(row.acta.organisation),
        "place": _place(row.acta.organisation),
        "holder": _holder(enrolment, name or row.teacher_name),
        "course": _course(edition, titles),
        "edition": {"number": edition.number, "digest": edition.digest},
        "result": {"result": row.result, "grade": str(row.grade), "rule_version": enrolment.rule_version},
        "dates": _dates(enrolment, at),
        "skills": _skills(edition),
        "signers": signers,
        "register": _register(row),
        "replaces": replaces,
        "verification": verification_address(folio, token),
        "is_demonstration": edition.is_demonstration or enrolment.teacher.is_demonstration or settings.DEMONSTRATION,
        **({"second": second} if second else {}),
    }
