"""Which Wagtail group stands for which role, and what it may do. Pure naming and tables."""

from institutes.models import Membership

Role = Membership.Role
# What each role may do with the pages under its institute.
PAGE_RIGHTS = {
    Role.AUTHOR: ("add_page", "change_page"),
    Role.INSTITUTE_ADMIN: (
        "add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page",
    ),
}  # fmt: skip
FILE_RIGHTS = ("choose_image", "add_image", "choose_document", "add_document", "view_media", "add_media")
NAMES = {
    Role.AUTHOR: "Autoría",
    Role.INSTITUTE_ADMIN: "Administración",
    Role.REVIEWER: "Revisión",
}
SEJ_GROUP = "Administración SEJ"


def group_name(role: Membership.Role | str, organisation_code: str) -> str:
    """The group of one role in one organisation."""
    return SEJ_GROUP if role == Role.SEJ_ADMIN else f"{NAMES[Role(role)]} · {organisation_code}"


def is_managed(name: str) -> bool:
    """Whether a group is one of ours, filled from memberships and from nowhere else."""
    return name == SEJ_GROUP or any(name.startswith(f"{prefix} · ") for prefix in NAMES.values())
