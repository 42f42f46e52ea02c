"""Files of translations are read with the line of each entry, and written so that they are read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.marking import with_language_marked
from languages.placeholders import differences
from languages.pofiles import Entry, PoFault, dump, parse, plural_count
from languages.tags import fits_an_address, is_tag

TEXT = st.text(alphabet='aɨꞌ"\\\n\t %(){}', min_size=1, max_size=20)


@given(st.lists(st.tuples(TEXT, st.one_of(st.just(""), TEXT), TEXT), max_size=5))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str]]) -> None:
    written = [Entry(msgid=msgid, context=context, texts=[text]) for msgid, context, text in rows]
    read = [entry for entry in parse(dump(written, {"Language": "hch"})) if not entry.is_header]
    assert [(one.msgid, one.context, one.texts) for one in read] == [
        (one.msgid, one.context, one.texts) for one in written
    ]


def test_plural_forms_flags_places_and_lines_are_read() -> None:
    entries = parse(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n# palabra\n#: a.py:1 b.html\n'
        '#, fuzzy, python-format\nmsgctxt "x"\nmsgid "%(n)d a"\nmsgid_plural "%(n)d "\n"as"\nmsgstr[0] "1"\n'
        'msgstr[1] "2"\n'
        '#~ msgid "old"\n#~ msgstr "viejo"\n'
    )
    assert plural_count(entries) == 2
    one = entries[1]
    assert (one.context, one.msgid_plural, one.texts, one.line) == ("x", "%(n)d as", ["1", "2"], 8)
    assert one.flags == {"fuzzy", "python-format"}
    assert one.places == ["a.py:1", "b.html"]
    assert len(entries) == 2


@pytest.mark.parametrize(("text", "line"), [("nada", 1), ('msgid "a"\nmsgstr "b\n', 2), ('"suelto"', 1)])
def test_what_is_no_file_of_translations_says_in_which_line(text: str, line: int) -> None:
    with pytest.raises(PoFault) as fault:
        parse(text)
    assert fault.value.line == line


@pytest.mark.parametrize(
    ("sources", "texts", "wrong"),
    [
        (["%(n)d a"], ["a %(n)d"], []),
        (["%(name)s a"], ["a"], [("%(name)s", True)]),
        (["a"], ["a %(otro)s"], [("%(otro)s", False)]),
        (["{} a"], ["{0} a"], [("{0}", False), ("{}", True)]),
        (["<b>a</b>"], ["<b>a"], [("</b>", True)]),
        (["one", "%(n)d many"], ["uno", "%(n)d"], []),
        (["%(n)d a"], ["%(n)d 50%"], [("%", False)]),
        (["%(n)d a"], ["%(n)d 50%%"], []),
        (["50 % of it"], ["50 %"], []),
    ],
)
def test_placeholders_and_tags_stay_as_they_are(
    sources: list[str], texts: list[str], wrong: list[tuple[str, bool]]
) -> None:
    assert sorted((one.sign, one.is_missing) for one in differences(sources, texts)) == sorted(wrong)


@pytest.mark.parametrize(
    ("tag", "good"),
    [("hch", True), ("nah-x-mexocc", True), ("es-mx", True), ("zh-hant-tw", True), ("", False), ("h", False),
     ("español", False), ("hch-", False), ("hch_x", False), ("x-hch", False), ("hch-x", False), ("a" * 40, False)],
)  # fmt: skip
def test_tags_are_well_formed(tag: str, good: bool) -> None:
    assert is_tag(tag) == good


def test_an_address_takes_tags_of_three_parts() -> None:
    assert fits_an_address("nah-x-mexocc")
    assert not fits_an_address("nah-x-mexocc-a")


def test_spanish_words_in_another_page_say_so_and_nothing_else_does() -> None:
    page = '<title>Inicio</title><p> Inicio </p><a title="Inicio">hch</a><option>Inicio</option><b>M&aacute;s</b>'
    marked = with_language_marked(page, {"Inicio", "Más"}, "es-mx")
    assert '<p> <span lang="es-mx">Inicio</span> </p>' in marked
    assert '<b><span lang="es-mx">M&aacute;s</span></b>' in marked
    assert marked.count("<span") == 2
