"""The mails that the platform wrote into files: in the demonstration nobody waits for a real one."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings

_LINK = re.compile(r"https?://[^\s<>\"]+")
_SEPARATOR = b"-" * 79


@dataclass(frozen=True)
class Mail:
    """One mail; ``links`` are the addresses its text mentions."""

    to: str
    subject: str
    sent_at: datetime | None
    text: str
    links: list[str]


def mails(*, limit: int = 50) -> list[Mail]:
    """The newest mails first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)[:limit]
    found = [mail for path in files for mail in reversed(_mails_in(path))]
    return found[:limit]


def _mails_in(path: Path) -> list[Mail]:
    chunks = (chunk.strip() for chunk in path.read_bytes().split(_SEPARATOR))
    return [_mail(message_from_bytes(chunk, policy=policy.default)) for chunk in chunks if chunk]


def _mail(message: Any) -> Mail:
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    text = body.get_content().strip() if body else ""
    date = message["Date"]
    return Mail(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=date.datetime if date else None,
        text=text,
        links=list(dict.fromkeys(_LINK.findall(text))),
    )
