"""How the catalogue compares words: without accents, case or repeated spaces, the same on every database."""

import unicodedata


def folded(text: str) -> str:
    """``text`` in lower case, without combining marks, words separated by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
