"""Formulas: what LaTeX may say, and that nothing but a formula comes out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.pages.formulas import ATTRIBUTES, ELEMENTS, FormulaRefused, clean_mathml, mathml_of


@pytest.mark.parametrize("latex", [r"\frac{a}{b}", r"$x^2$", r"\bar{x}=\frac{1}{n}\sum_{i=1}^{n}x_i", r"\sqrt[3]{x}<2",
                                   r"\begin{matrix}a&b\\c&d\end{matrix}", r"\text{área} = \pi r^2"])  # fmt: skip
def test_a_formula_becomes_mathml(latex: str) -> None:
    mathml = mathml_of(latex)
    assert mathml.startswith("<math")
    assert clean_mathml(mathml) == mathml


@pytest.mark.parametrize(
    "latex", ["", "   ", "x^", r"\frac", r"\frac{a}", "{", r"\left(x", "x_1_2", "{" * 400, "x" * 1001]
)
def test_half_a_formula_is_refused_and_breaks_nothing(latex: str) -> None:
    with pytest.raises(FormulaRefused):
        mathml_of(latex)


def test_a_command_that_cannot_be_shown_is_refused() -> None:
    with pytest.raises(FormulaRefused, match="command"):
        mathml_of(r"\inventada{x}")


@pytest.mark.parametrize("latex", [r"\href{javascript:alert(1)}{x}", r"\text{<script>alert(1)</script>}",
                                   r"\style{color:red}{x}", r"\class{x}{y}", r"\color{red}{x}"])  # fmt: skip
def test_nothing_is_smuggled(latex: str) -> None:
    mathml = mathml_of(latex)
    for word in ("javascript", "href", "<script", "style=", "class=", "color"):
        assert word not in mathml


@pytest.mark.parametrize("forged", [
    "<math><script>alert(1)</script><mi>x</mi></math>", '<math onclick="x()"><mi href="y">x</mi></math>',
    '<math xmlns:x="u"><x:mi>a</x:mi><mi>x</mi></math>', "<math><annotation-xml><p>a</p></annotation-xml></math>",
])  # fmt: skip
def test_a_forged_document_is_cleaned_again(forged: str) -> None:
    cleaned = clean_mathml(forged)
    assert not re.search(r"script|onclick|href|annotation|<p>", cleaned)


@pytest.mark.parametrize("bad", ["", "<p>x</p>", "<math>", "x", '<!DOCTYPE m [<!ENTITY a "b">]><math>&a;</math>',
                                 "<math>" + "<mrow>" * 200 + "</mrow>" * 200 + "</math>"])  # fmt: skip
def test_what_is_no_formula_is_nothing(bad: str) -> None:
    assert clean_mathml(bad) == ""


TOKENS = [*"\\{}^_&$#%~abx12+-=<>()[]|'\" ", r"\frac", r"\left", r"\text{", r"\begin{matrix}", r"\sqrt", r"\sum"]


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_gives_a_formula_or_a_reason(latex: str) -> None:
    try:
        mathml = mathml_of(latex)
    except FormulaRefused as refusal:
        reason = str(refusal)
        mathml = f"<{reason}>" if reason not in ("syntax", "command", "length") else ""
    assert set(re.findall(r"<([a-z]+)", mathml)) <= ELEMENTS
    assert set(re.findall(r'\s([a-z]+)="', mathml)) <= ATTRIBUTES | {"xmlns"}
