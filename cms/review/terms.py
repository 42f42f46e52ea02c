"""What a party is invited to, as forms and operations hand it around."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """``approves`` or only comments, in which ``stage``, within how many days; whether it also writes, and which parts.

    ``parts`` are keys of modules and lessons; None is the whole course.
    """

    approves: bool = True
    stage: int = 1
    due_days: int = 10
    may_edit: bool = False
    parts: tuple[int, ...] | None = None


@dataclass(frozen=True)
class GuestDetails:
    """Who a person without an account is, and how long their link works."""

    name: str
    email: str
    organisation_name: str = ""
    link_days: int = 14
