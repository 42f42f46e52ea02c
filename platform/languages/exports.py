"""What is held about a person here."""

from foundation.personal import exempt, holds
from languages.models import Alphabet, LanguageChoices, StringTranslation

holds("language_choices", LanguageChoices, owner="user", fields=("interface", "content", "chosen_at"))
holds(
    "translations_proposed",
    StringTranslation,
    owner="proposer",
    fields=("language__tag", "string__msgid", "texts", "dialect", "note", "status", "proposed_at", "reason"),
)
exempt(StringTranslation, "reviewer", because="It tells who accepted a text, which is its proposer's.")
exempt(Alphabet, "changed_by", because="The order of letters belongs to those who speak the language.")
