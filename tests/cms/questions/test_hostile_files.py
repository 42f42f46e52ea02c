"""Files made to do harm: each gets one clear refusal, and no file whatever breaks a reader."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.questions.formats import FORMATS, Code, FileRefused, format_of, read
from cms.questions.formats.model import MOST_BYTES
from cms.questions.wording import said
from tests.cms.questions.reading import SAMPLES, package

QUIZ = '<quiz><question type="essay"><questiontext><text>{text}</text></questiontext></question></quiz>'
LAUGHS = "<!DOCTYPE quiz [<!ENTITY a0 'ja'>" + "".join(
    f"<!ENTITY a{n} '{''.join(f'&a{n - 1};' for _ in range(10))}'>" for n in range(1, 10)
) + "]>" + QUIZ.format(text="&a9;")  # fmt: skip
EXTERNAL = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + QUIZ.format(text="&x;")
REMOTE_DTD = '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/quiz.dtd">' + QUIZ.format(text="a")
PARAMETER = '<!DOCTYPE quiz [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>' + QUIZ.format(text="a")


def refused(content: bytes, name: str = "") -> Code:
    with pytest.raises(FileRefused) as refusal:
        read(content, format=name)
    reason = refusal.value.reason
    assert said({"code": reason.code, "data": reason.data})
    return reason.code


@pytest.mark.parametrize("text", [LAUGHS, EXTERNAL, REMOTE_DTD, PARAMETER])
def test_document_types_and_entities_are_refused(text: str) -> None:
    assert refused(text.encode(), "moodlexml") == Code.XML_FORBIDDEN
    assert refused(text.encode("utf-16"), "moodlexml") == Code.XML_FORBIDDEN
    assert refused(package(item=text.encode())) == Code.XML_FORBIDDEN


@pytest.mark.parametrize(
    "content",
    [
        b"<quiz>",
        b"<quiz></otro>",
        b"<?xml version='1.0' encoding='klingon'?><quiz/>",
        b"<quiz>&nada;</quiz>",
        b"\xff\xfe<quiz",
    ],
)
def test_broken_xml_is_refused(content: bytes) -> None:
    assert refused(content, "moodlexml") in (Code.NOT_XML, Code.XML_FORBIDDEN)


def test_nesting_without_end_is_refused() -> None:
    assert refused(b"<quiz>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</quiz>") == Code.TOO_DEEP


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_too_large_is_refused(name: str) -> None:
    assert refused(b"<" + b"a" * MOST_BYTES, name) in (Code.TOO_LARGE, Code.NOT_XML)


def archive(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (archive(("../fuera.xml", b"<a/>")), Code.ZIP_PATH),
        (archive(("/etc/x.xml", b"<a/>")), Code.ZIP_PATH),
        (archive(("C:/x.xml", b"<a/>")), Code.ZIP_PATH),
        (archive(("a\\..\\..\\x.xml", b"<a/>")), Code.ZIP_PATH),
        (archive(("otro.zip", b"PK")), Code.ZIP_NESTED),
        (archive(("bomba.xml", b"0" * 30_000_000)), Code.ZIP_BOMB),
        (archive(*((f"{n}.xml", b"") for n in range(5_001))), Code.TOO_MANY),
        (b"PK\x03\x04nada", Code.ZIP_DAMAGED),
    ],
)
def test_packages_made_to_do_harm_are_refused(content: bytes, code: Code) -> None:
    assert refused(content) == code


def _with_bit(content: bytes, at: bytes, offset: int) -> bytes:
    place = content.index(at) + offset
    return content[:place] + bytes([content[place] | 1]) + content[place + 1 :]


def test_an_encrypted_package_is_refused() -> None:
    content = archive(("a.xml", b"<a/>"))
    assert refused(_with_bit(content, b"PK\x01\x02", 8)) == Code.ZIP_ENCRYPTED


def test_a_package_with_a_broken_stream_is_refused() -> None:
    content = archive(("imsmanifest.xml", b"<manifest>" + bytes(range(32, 127)) * 50 + b"</manifest>"))
    assert refused(content[:60] + b"\x00" * 40 + content[100:]) in (Code.ZIP_DAMAGED, Code.NOT_XML)


def test_what_is_no_file_of_questions_is_refused() -> None:
    assert refused(b"hola, mundo") == Code.UNKNOWN_FORMAT
    assert refused(b"%PDF-1.7 ...") == Code.UNKNOWN_FORMAT


@pytest.mark.parametrize(
    ("name", "found"),
    [("moodle.gift", "gift"), ("moodle.xml", "moodlexml"), ("choice.qti.xml", "qti"), ("imsmanifest.xml", "qti")],
)
def test_the_format_is_told_by_the_contents(name: str, found: str) -> None:
    assert format_of((SAMPLES / name).read_bytes()) == found


GIFT_SIGNS = st.text(alphabet="{}~=#:\\%->[]*/$ \nabñTF01.,<&;", max_size=120)
PIECES = """<quiz> </quiz> <question type='multichoice'> <question type='multianswer'> <question type='numerical'>
<question type='gapselect'> </question> <questiontext> </questiontext> <answer fraction='100'> <answer fraction='x'>
</answer> <text> </text> {1:SA:=a} {1:MC:~b} [[1]] [[99]] <![CDATA[ ]]> &lt;b &amp; 1e99 <subquestion> </subquestion>
<assessmentItem> </assessmentItem> <itemBody> </itemBody> <choiceInteraction> </choiceInteraction>"""
XML_SIGNS = st.lists(st.sampled_from(re.split(r"\s+(?!type|fraction)", PIECES)), max_size=40).map("".join)


def _read_or_refuse(content: bytes, name: str) -> None:
    try:
        told = bool(read(content, format=name).entries)
    except FileRefused as refusal:
        told = bool(said({"code": refusal.reason.code, "data": refusal.reason.data}))
    assert told


@settings(max_examples=400, deadline=None)
@given(GIFT_SIGNS)
def test_no_text_breaks_the_reader_of_gift(text: str) -> None:
    _read_or_refuse(text.encode(), "gift")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["", *FORMATS]))
def test_no_bytes_break_any_reader(content: bytes, name: str) -> None:
    _read_or_refuse(content, name)


@settings(max_examples=300, deadline=None)
@given(XML_SIGNS, st.sampled_from(["moodlexml", "qti"]))
def test_no_tags_break_the_readers_of_xml(text: str, name: str) -> None:
    _read_or_refuse(f"<quiz>{text}</quiz>".encode() if name == "moodlexml" else text.encode(), name)


NAMES = st.sampled_from("question questiontext text answer subquestion feedback tolerance units unit".split())
TYPES = st.sampled_from(["numerical", "matching", "multianswer", "ddwtos", "multichoice", "ordering", ""])
ELEMENT = st.recursive(
    st.text(alphabet="ab{}~=1[]", max_size=8),
    lambda inner: st.tuples(NAMES, TYPES, st.lists(inner, max_size=4)).map(
        lambda parts: f"<{parts[0]} type='{parts[1]}' fraction='100'>{''.join(parts[2])}</{parts[0]}>"
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ELEMENT, max_size=5))
def test_no_tree_breaks_the_reader_of_moodle_xml(parts: list[str]) -> None:
    _read_or_refuse(f"<quiz>{''.join(parts)}</quiz>".encode(), "moodlexml")
