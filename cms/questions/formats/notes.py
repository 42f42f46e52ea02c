"""What a format held that we cannot, what kept a question or a file out: as codes with their details."""

from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    # The question came in, without this or changed so.
    PARTIAL_CREDIT = "partial_credit"
    WEIGHTS = "weights"
    WRONG_WEIGHTS = "wrong_weights"
    PARTIAL_ANSWER = "partial_answer"
    ANSWER_FEEDBACK = "answer_feedback"
    COMBINED_FEEDBACK = "combined_feedback"
    MORE_HINTS = "more_hints"
    PENALTY = "penalty"
    NUMBERING = "numbering"
    IMAGE = "image"
    MEDIA = "media"
    FILE = "file"
    MARKUP = "markup"
    FORMATTING = "formatting"
    MARKDOWN = "markdown"
    MORE_NUMBERS = "more_numbers"
    MORE_UNITS = "more_units"
    UNIT_PENALTY = "unit_penalty"
    WILDCARD = "wildcard"
    MIXED_CASE = "mixed_case"
    GAP_WEIGHTS = "gap_weights"
    GAP_TOLERANCE = "gap_tolerance"
    GRADER_NOTES = "grader_notes"
    ANSWER_TEMPLATE = "answer_template"
    MOST_WORDS = "most_words"
    ATTACHMENTS = "attachments"
    ORDERING_SUBSET = "ordering_subset"
    ORDERING_MARKS = "ordering_marks"
    SETTING = "setting"
    NAME_CUT = "name_cut"
    PROMPT_ADDED = "prompt_added"
    CONVERTED = "converted"
    SKIPPED_RESOURCE = "skipped_resource"
    REPEATED = "repeated"
    # The question stays out.
    UNSUPPORTED_KIND = "unsupported_kind"
    UNSUPPORTED_INTERACTION = "unsupported_interaction"
    NOT_A_QUESTION = "not_a_question"
    NO_PROMPT = "no_prompt"
    NO_OPTIONS = "no_options"
    NO_RIGHT_ANSWER = "no_right_answer"
    SEVERAL_RIGHT = "several_right"
    BAD_NUMBER = "bad_number"
    BAD_PAIR = "bad_pair"
    BAD_GAP = "bad_gap"
    UNCLOSED = "unclosed"
    MISSING_FILE = "missing_file"
    ITEM_UNREADABLE = "item_unreadable"
    DUPLICATE_ID = "duplicate_id"
    # The file stays out.
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_DEEP = "too_deep"
    UNKNOWN_FORMAT = "unknown_format"
    NOT_XML = "not_xml"
    XML_FORBIDDEN = "xml_forbidden"
    WRONG_ROOT = "wrong_root"
    NO_QUESTIONS = "no_questions"
    NOT_TEXT = "not_text"
    ZIP_DAMAGED = "zip_damaged"
    ZIP_ENCRYPTED = "zip_encrypted"
    ZIP_PATH = "zip_path"
    ZIP_NESTED = "zip_nested"
    ZIP_BOMB = "zip_bomb"
    # Writing: the file does not carry this.
    OUT_SKILLS = "out_skills"
    OUT_HINT = "out_hint"
    OUT_CREDIT = "out_credit"
    OUT_RUBRIC = "out_rubric"
    OUT_ORTHOGRAPHY = "out_orthography"
    OUT_ACCENTS = "out_accents"
    OUT_CASE = "out_case"
    OUT_PERCENT = "out_percent"
    OUT_POINTS = "out_points"
    OUT_SCORING = "out_scoring"
    OUT_DISTRACTORS = "out_distractors"
    OUT_UNIT = "out_unit"
    OUT_SHUFFLE = "out_shuffle"
    OUT_MIN_WORDS = "out_min_words"
    OUT_PROMPT = "out_prompt"
    OUT_MISSING_WORD = "out_missing_word"
    OUT_KIND = "out_kind"
    OUT_ARROW = "out_arrow"


@dataclass(frozen=True)
class Note:
    """One thing to tell about a question or a file."""

    code: Code
    data: dict[str, str] = field(default_factory=dict)


def note(code: Code, **data: object) -> Note:
    """A note; long quotations are cut."""
    return Note(code, {name: shorten(str(value)) for name, value in data.items()})


def shorten(text: str, longest: int = 160) -> str:
    """Enough of a text to recognise it."""
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= longest else f"{tidy[: longest - 1].rstrip()}…"
