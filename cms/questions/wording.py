# ruff: noqa: E501
"""What the formats say in codes, in words for people: what happened, and what to do about it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.questions.formats.notes import Code
from cms.questions.reports import Report

WORDS: dict[Code, str | Promise] = {
    # The question came in, without this or changed so.
    Code.PARTIAL_CREDIT: _("“%(text)s” gave %(percent)s %% of the points: here one option is right and the others are not."),
    Code.WEIGHTS: _("The right options did not count the same (%(weights)s): here they do."),
    Code.WRONG_WEIGHTS: _("Wrong options took away something else (%(text)s): here each takes away what a right one gives, never below 0."),
    Code.PARTIAL_ANSWER: _("“%(text)s” gave %(percent)s %% of the points: it is not accepted here. Add it if it should count as right."),
    Code.ANSWER_FEEDBACK: _("The comment to the answer “%(answer)s” is not kept: “%(feedback)s”."),
    Code.COMBINED_FEEDBACK: _("The comment “%(which)s” of the file is not kept: “%(text)s”. The explanation is a place for it."),
    Code.MORE_HINTS: _("Only the first hint is kept. The others: “%(hints)s”."),
    Code.PENALTY: _("The penalty for each further attempt (%(value)s) is not kept."),
    Code.NUMBERING: _("The numbering of the options (%(value)s) is not kept."),
    Code.IMAGE: _("The image “%(name)s” is not kept: put it into the lesson, before the question."),
    Code.MEDIA: _("The audio, video or embedded content “%(name)s” is not kept: put it into the lesson, before the question."),
    Code.FILE: _("The attached file “%(name)s” is not kept."),
    Code.MARKUP: _("Part of the format is not kept: %(tags)s. The words are, except for scripts and embedded pages."),
    Code.FORMATTING: _("Here this text has no format (bold, lists, formulas): “%(text)s”."),
    Code.MARKDOWN: _("The text was written in Markdown: its signs are kept as they are. Give it its format again."),
    Code.MORE_NUMBERS: _("Another answer, %(text)s (%(percent)s %% of the points), is not kept: here one number is right."),
    Code.MORE_UNITS: _("Only one unit is kept. The others: %(units)s."),
    Code.UNIT_PENALTY: _("The penalty for a wrong unit (%(value)s) is not kept: here a wrong unit makes the answer wrong."),
    Code.WILDCARD: _("“%(text)s” stands for many answers because of its asterisk: write each accepted answer instead."),
    Code.MIXED_CASE: _("Capital letters mattered in some gaps only: here they matter in none of them."),
    Code.GAP_WEIGHTS: _("The gaps did not count the same (%(weights)s): here they do."),
    Code.GAP_TOLERANCE: _("The gap accepted %(number)s with a tolerance of %(tolerance)s: here only the number itself."),
    Code.GRADER_NOTES: _("The notes for whoever marks are not kept: “%(text)s”. A rubric is a place for them."),
    Code.ANSWER_TEMPLATE: _("The text the answer started from is not kept: “%(text)s”."),
    Code.MOST_WORDS: _("The limit of %(value)s words is not kept."),
    Code.ATTACHMENTS: _("Attaching files (%(value)s) is not possible in an open answer: use the block “Evidence of practice”."),
    Code.ORDERING_SUBSET: _("Only %(count)s of the steps were shown: here all of them are."),
    Code.ORDERING_MARKS: _("It was marked in another way (%(value)s): here each step in its place counts."),
    Code.SETTING: _("The part “%(name)s” of the file is not kept."),
    Code.NAME_CUT: _("The name was too long and is cut. It was: “%(name)s”."),
    Code.PROMPT_ADDED: _("The file had no question above the text with gaps: “%(prompt)s” was added."),
    Code.CONVERTED: _("It was a question of the kind “%(found)s”: here it is filled in by choosing from lists."),
    Code.SKIPPED_RESOURCE: _("The file “%(name)s” (%(kind)s) of the package holds no question and was not read."),
    Code.REPEATED: _("It says the same as question %(number)s of this file."),
    # The question stays out.
    Code.UNSUPPORTED_KIND: _("Questions of the kind “%(kind)s” are not read: write it again as one of the kinds of this platform."),
    Code.UNSUPPORTED_INTERACTION: _("The interaction “%(found)s” is not read: one choice, order, match or text answer per item is."),
    Code.NOT_A_QUESTION: _("It is a text without a question: put it into the lesson as text."),
    Code.NO_PROMPT: _("It asks nothing: write the question in the file."),
    Code.NO_OPTIONS: _("It has no options: write them in the file."),
    Code.NO_RIGHT_ANSWER: _("It has no right answer: give one answer 100 %% in the file. The first or best was “%(best)s” (%(percent)s %%)."),
    Code.SEVERAL_RIGHT: _("One option is to be chosen, yet several are right (%(options)s): leave one, or allow several in the file."),
    Code.BAD_NUMBER: _("“%(text)s” is not a number: correct it in the file."),
    Code.BAD_PAIR: _("A pair lacks one of its sides: “%(text)s”. Complete it in the file."),
    Code.BAD_GAP: _("The gap “%(text)s” cannot be read: it is written wrongly or of a kind that is not read."),
    Code.UNCLOSED: _("The braces of its answer do not match: each { needs its }, and a brace that is only text a \\ before it."),
    Code.MISSING_FILE: _("The package names the file “%(name)s” and does not hold it: export it again."),
    Code.ITEM_UNREADABLE: _("“%(name)s” is not well-formed XML (line %(line)s): export it again."),
    Code.DUPLICATE_ID: _("Question %(number)s of this file has the same identifier, “%(id)s”: give this one its own."),
    # The file stays out.
    Code.EMPTY_FILE: _("This file is empty."),
    Code.TOO_LARGE: _("This file is larger than the %(limit)s MB allowed: divide it, or export it without images."),
    Code.TOO_MANY: _("This file holds more than %(limit)s parts: divide it."),
    Code.TOO_DEEP: _("This file is nested more than %(limit)s levels deep, which no file of questions is."),
    Code.UNKNOWN_FORMAT: _("This is not a file of questions that can be read here: send GIFT, Moodle XML or QTI 2.1."),
    Code.NOT_XML: _("This is not well-formed XML: line %(line)s. Export it again from where it comes from."),
    Code.XML_FORBIDDEN: _("This XML declares a document type or entities, which is not accepted because it can do harm: export it again without them."),
    Code.WRONG_ROOT: _("This XML begins with “%(found)s” where “%(wanted)s” was expected: check the format."),
    Code.NO_QUESTIONS: _("No question was found in this file: check that it is the right one."),
    Code.NOT_TEXT: _("This file is not text: check that it is the right one."),
    Code.ZIP_DAMAGED: _("This package is damaged and cannot be opened: export it again."),
    Code.ZIP_ENCRYPTED: _("This package is protected by a password: export it without one."),
    Code.ZIP_PATH: _("This package holds a file with an address outside of it (“%(name)s”) and is not accepted."),
    Code.ZIP_NESTED: _("This package holds another one (“%(name)s”): send each by itself."),
    Code.ZIP_BOMB: _("This package grows beyond measure when it is opened and is not accepted."),
    # Writing: the file does not carry this.
    Code.OUT_SKILLS: _("its skills (%(skills)s)"),
    Code.OUT_HINT: _("its hint"),
    Code.OUT_CREDIT: _("its credit"),
    Code.OUT_RUBRIC: _("its rubric"),
    Code.OUT_ORTHOGRAPHY: _("that it accepts every way of writing the language (%(value)s)"),
    Code.OUT_ACCENTS: _("that accents do not matter: elsewhere they will"),
    Code.OUT_CASE: _("that capital letters matter"),
    Code.OUT_PERCENT: _("that its tolerance is %(percent)s %%: it was written as %(absolute)s"),
    Code.OUT_POINTS: _("its points (%(points)s)"),
    Code.OUT_SCORING: _("that it is all or nothing"),
    Code.OUT_DISTRACTORS: _("its right sides that match nothing (%(texts)s)"),
    Code.OUT_UNIT: _("its unit (%(unit)s)"),
    Code.OUT_SHUFFLE: _("that its options are shown in another order each time"),
    Code.OUT_MIN_WORDS: _("its least number of words (%(value)s)"),
    Code.OUT_PROMPT: _("what is asked above the text with gaps (%(text)s)"),
    Code.OUT_MISSING_WORD: _("that it is a text with a gap: it was written as a question with a missing word"),
    Code.OUT_KIND: _("the question itself: the format has no such kind"),
    Code.OUT_ARROW: _("the question itself: an accepted answer has the sign “->”, which means something else there"),
}  # fmt: skip


class _Known(dict[str, str]):
    """Details as far as they are known."""

    def __missing__(self, name: str) -> str:
        return "?"


def said(note: dict[str, Any]) -> str:
    """A note, a problem or the refusal of a file, in words; one of our own rules already has them."""
    if "code" in note:
        return str(WORDS[Code(note["code"])]) % _Known(note.get("data") or {})
    return f"{note['field']}: {note['message']}" if note.get("field") else str(note["message"])


def with_words(report: Report) -> dict[str, Any]:
    """The report as JSON for other programs: each note and problem with its words."""
    told = report.as_json()
    for row in [told, *told["questions"]]:
        for kind in ("notes", "problems"):
            if kind in row:
                row[kind] = [note | {"message": said(note)} if "code" in note else note for note in row[kind]]
    return told
