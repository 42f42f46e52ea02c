"""Questions in other programs' files: reading GIFT, Moodle XML and QTI 2.1, writing the first two.

Pure: it knows neither Django nor our blocks, cleans no markup and decides nothing. What it cannot carry over it names,
as a code with the details (``notes.Code``); ``cms.questions.wording`` puts that into words.

    parsed = read(content, filename="banco.gift")
    for entry in parsed.entries: ...        # ImportedQuestion or Refusal, in the order of the file
"""

from cms.questions.formats.model import FileRefused, ImportedQuestion, Parsed, Place, Refusal
from cms.questions.formats.notes import Code, Note
from cms.questions.formats.sniffing import FORMATS, format_of, read

__all__ = [
    "FORMATS",
    "Code",
    "FileRefused",
    "ImportedQuestion",
    "Note",
    "Parsed",
    "Place",
    "Refusal",
    "format_of",
    "read",
]
