"""What the public may learn of a certificate: with its code the facts, with the bare folio hardly anything."""

import hmac
from dataclasses import dataclass
from datetime import date
from typing import Any

from certification.credentials.models import Credential, CredentialPDF

RELATED = ("organisation", "enrolment__teacher__teacher_profile", "replaced_by")


@dataclass(frozen=True)
class Seen:
    """Never the CURP, the grade or the school; ``holder`` is the full name only by the person's consent."""

    folio: str
    status: str
    issuer: str
    issued_on: date
    is_demonstration: bool
    holder: str = ""
    title: str = ""
    title_language: str = ""
    second_title: str = ""
    second_language: str = ""
    course_type: str = ""
    hours: int = 0
    completed_on: date | None = None
    revoked_on: date | None = None
    revoked_reason: str = ""
    skills: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "folio": self.folio,
            "status": self.status,
            "issuer": self.issuer,
            "issued_on": self.issued_on.isoformat(),
            "holder": self.holder,
            "title": self.title,
            "title_language": self.title_language,
            "second_title": self.second_title,
            "second_language": self.second_language,
            "course_type": self.course_type,
            "hours": self.hours,
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "revoked_on": self.revoked_on.isoformat() if self.revoked_on else None,
            "revoked_reason": self.revoked_reason,
            "skills": list(self.skills),
            "is_demonstration": self.is_demonstration,
        }


def initials(name: str) -> str:
    """ "María Guadalupe Hernández Ñuño" → "M. G. H. Ñ." """
    return " ".join(f"{part[0].upper()}." for part in name.split() if part[0].isalpha())


def _holder(credential: Credential) -> str:
    profile = getattr(credential.enrolment.teacher, "teacher_profile", None)
    name: str = credential.facts["holder"]["name"]
    return name if profile is not None and profile.public_name_consent else initials(name)


def _found(folio: str) -> Credential | None:
    return Credential.objects.select_related(*RELATED).filter(folio=folio).first()


def state_of(folio: str) -> Seen | None:
    """By folio alone, which can be guessed: state, institute and date."""
    credential = _found(folio)
    if credential is None:
        return None
    return Seen(
        folio=credential.folio,
        status=credential.status,
        issuer=credential.facts["issuer"]["name"],
        issued_on=date.fromisoformat(credential.facts["dates"]["issued_on"]),
        is_demonstration=credential.facts["is_demonstration"],
    )


def _seen(credential: Credential) -> Seen:
    facts = credential.facts
    second = facts.get("second") or {"title": "", "language": ""}
    return Seen(
        folio=credential.folio,
        status=credential.status,
        issuer=facts["issuer"]["name"],
        issued_on=date.fromisoformat(facts["dates"]["issued_on"]),
        is_demonstration=facts["is_demonstration"],
        holder=_holder(credential),
        title=facts["course"]["title"],
        title_language=facts["course"].get("language", facts["language"]),
        second_title=second["title"],
        second_language=second["language"],
        course_type=facts["course"]["type"],
        hours=facts["course"]["hours"],
        completed_on=date.fromisoformat(facts["dates"]["completed_on"]),
        revoked_on=credential.revoked_at.date() if credential.revoked_at else None,
        revoked_reason=str(credential.get_revoked_reason_display()) if credential.revoked_reason else "",
        skills=tuple(f"{skill['code']} · {skill['label']}" for skill in facts["skills"]),
    )


def facts_of(folio: str, token: str) -> Seen | None:
    """By folio and code: what the certificate says, without what is private. None when they do not belong together."""
    credential = _found(folio)
    if credential is None or not hmac.compare_digest(credential.token.encode(), token.encode()):
        return None
    return _seen(credential)


def facts_of_file(digest: str) -> Seen | None:
    """The certificate whose PDF has this SHA-256: whoever holds the exact file may read what its code shows."""
    related = tuple(f"credential__{name}" for name in RELATED)
    pdf = CredentialPDF.objects.select_related(*related).filter(digest=digest).first()
    return _seen(pdf.credential) if pdf else None
