"""What the commands of this room share: which bank is meant."""

from django.core.management.base import CommandError, CommandParser

from cms.questions.models import QuestionBank

CANNOT = 2


def add_bank_arguments(parser: CommandParser) -> None:
    parser.add_argument("--bank", required=True, help="Name of the bank.")
    parser.add_argument("--organisation", default="", help="Code of its organisation, where several have such a bank.")


def bank_named(name: str, organisation: str) -> QuestionBank:
    """The one bank of that name; CommandError with exit code 2 if there is none, or more than one."""
    found = QuestionBank.objects.filter(name__iexact=name).select_related("organisation")
    if organisation:
        found = found.filter(organisation__code=organisation)
    banks = list(found[:10])
    if not banks:
        raise CommandError(
            f"There is no bank “{name}”: create it in the CMS, or with --create --organisation CODE.", returncode=CANNOT
        )
    if len(banks) > 1:
        codes = ", ".join(bank.organisation.code for bank in banks)
        raise CommandError(
            f"Several organisations have a bank “{name}” ({codes}): add --organisation.", returncode=CANNOT
        )
    return banks[0]
