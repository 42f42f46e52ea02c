"""Texts of the platform and proposals for them. Words of a language are letters or Spanish marked as pending."""

from pathlib import Path
from tempfile import TemporaryDirectory

from accounts.models import User
from institutes.models import Membership
from languages.loading import load_interface_strings
from languages.models import InterfaceString, Language, StringTranslation
from languages.operations.interface import propose_translation
from tests.courses.assessment.factories import NOON
from tests.institutes.factories import MembershipFactory, give_second_factor

CATALOGUE = """
msgid "Accessibility"
msgstr "Accesibilidad"

msgid "Sign in"
msgstr "Iniciar sesión"

msgid "Hello %(name)s, read <b>this</b>"
msgstr "Hola, %(name)s: lea <b>esto</b>"

msgid "%(n)s role in force"
msgid_plural "%(n)s roles in force"
msgstr[0] "%(n)s función vigente"
msgstr[1] "%(n)s funciones vigentes"

msgctxt "verb"
msgid "Change"
msgstr "Cambiar"
"""


def make_strings(catalogue: str = CATALOGUE) -> list[InterfaceString]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "django.po")
        file.write_text(catalogue)
        load_interface_strings(file)
    return list(InterfaceString.objects.filter(is_current=True).order_by("pk"))


def make_trainer() -> User:
    user: User = give_second_factor(MembershipFactory.create(role=Membership.Role.AUTHOR).user)
    return user


def propose(
    string: InterfaceString, language: Language, texts: list[str], actor: User | None = None
) -> StringTranslation:
    return propose_translation(actor=actor or make_trainer(), string=string, language=language, texts=texts, at=NOON)
