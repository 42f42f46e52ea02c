"""A lesson's form filled in, and a marked attempt in words."""

from courses.assessment.forms import parse_answers
from courses.assessment.rendering import field_values, filled
from tests.courses.assessment.factories import as_querydict, questions, right_answers, uid

HTML = """
<input type="radio" name="q-1" value="a" form="answers"> <input type="radio" name="q-1" value="b" form="answers">
<input type="text" name="q-2" value="" form="answers"> <select name="q-3-x" form="answers"><option value="">–</option>
<option value="1">1</option><option value="2">2</option></select> <input name="other" value="a">
"""


def test_marks_what_was_chosen_and_nothing_else() -> None:
    html = filled(HTML, {"q-1": ["b"], "q-2": ['"><script>'], "q-3-x": ["2"], "other": ["z"]})
    assert html.count("checked") == 1
    assert '<input checked type="radio" name="q-1" value="b"' in html
    assert '<option selected value="2">' in html
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html
    assert '<input name="other" value="a">' in html


def test_leaves_the_html_alone_without_a_draft() -> None:
    assert filled(HTML, {}) is HTML


def test_locks_questions_only() -> None:
    html = filled(HTML, {}, locked=True)
    assert html.count(" disabled") == 4
    assert '<input name="other" value="a">' in html


def test_answers_become_the_fields_they_came_from() -> None:
    source = [{**question, "kind": question["kind"]} for question in questions()]
    fields = right_answers()
    values = field_values(parse_answers(source, as_querydict(fields)))
    for name, value in fields.items():
        assert values[name] == (set(value) if isinstance(value, list) else {value})
    assert values[f"q-{uid('question ordering')}-{uid('ordering uno')}"] == {"1"}
