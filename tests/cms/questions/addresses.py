"""Rows of the permission table for banks of questions."""

from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from cms.questions.models import BankQuestion, QuestionBank, QuestionImport
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.questions.factories import make_bank, make_question

Role = Membership.Role


def _bank(world: World) -> QuestionBank:
    return world.once("bank", lambda: make_bank(world.institute))


def _question(world: World) -> BankQuestion:
    return world.once("question of the bank", lambda: make_question(_bank(world)))


def _author(world: World) -> User:
    _bank(world)
    return world.member(Role.AUTHOR)


def _import(world: World) -> dict[str, Any]:
    def upload() -> QuestionImport:
        return QuestionImport.objects.create(
            bank=_bank(world), created_by=_author(world), file=ContentFile(b"{T}", "a.gift"), filename="a.gift",
            status=QuestionImport.Status.CHECKED, created_at=datetime(2026, 3, 2, tzinfo=UTC),
        )  # fmt: skip

    return {"uid": world.once("import", upload).uid}


def _bank_id(world: World) -> dict[str, Any]:
    return {"bank_id": _bank(world).pk}


ADDRESSES = [
    Address("question_preview", make=lambda world: {"question_id": _question(world).pk}, as_=_author),
    Address("question_upload", make=_bank_id, as_=_author),
    Address("question_upload", make=_bank_id, as_=_author, method="post", allowed=422),
    Address("question_export", make=_bank_id, as_=_author),
    Address("question_export_file", make=lambda world: {**_bank_id(world), "format": "gift"}, as_=_author),
    Address("question_import", make=_import, as_=_author),
    Address("question_import_confirm", make=_import, as_=_author, method="post", allowed=302),
    Address("question_import_discard", make=_import, as_=_author, method="post", allowed=302),
]
