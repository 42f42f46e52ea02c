"""Formulas: from what an author writes (LaTeX) to what browsers draw and read aloud (MathML). Pure.

LaTeX can smuggle links, styles and markup; what comes out is rebuilt from the few elements and attributes of
presentation MathML, so that nothing else can come out.
"""

import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring  # only to build: what is read goes through defusedxml

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from latex2mathml.converter import convert_to_element

LONGEST = 1000
DEEPEST = 60
NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ELEMENTS = frozenset(
    "math mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot munder mover munderover mtable mtr mtd mstyle"
    " mpadded mphantom menclose mmultiscripts mprescripts none".split()
)
ATTRIBUTES = frozenset(
    "display displaystyle scriptlevel mathvariant stretchy fence form separator accent accentunder linethickness"
    " columnalign rowalign columnspacing rowspacing columnlines rowlines lspace rspace width height depth minsize"
    " maxsize movablelimits symmetric largeop notation".split()
)
# How many parts an element must have.
ARITY = {"mfrac": 2, "msup": 2, "msub": 2, "mroot": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


class FormulaRefused(ValueError):
    """The formula cannot be read, or uses something that has no place in one."""


def mathml_of(latex: str) -> str:
    """Clean MathML of a formula; raises ``FormulaRefused``."""
    latex = latex.strip().strip("$").strip()
    if not latex or len(latex) > LONGEST:
        raise FormulaRefused("length")
    try:
        drawn = convert_to_element(latex, display="block")
    except Exception as error:  # the converter answers half-written LaTeX with whatever exception comes up
        raise FormulaRefused("syntax") from error
    unknown = {_name(element) for element in drawn.iter()} - ELEMENTS
    if unknown or any(leaf.startswith("\\") for leaf in _leaves(drawn)):
        raise FormulaRefused("command")
    return _written(drawn, unescape=True)


def clean_mathml(mathml: str) -> str:
    """MathML of a document, whoever wrote it, reduced to what a formula needs; empty if it is none."""
    try:
        found = fromstring(mathml, forbid_dtd=True)
        return _written(found) if _name(found) == "math" else ""
    except (ParseError, DefusedXmlException, FormulaRefused, ValueError):
        return ""


def _written(root: Element, *, unescape: bool = False) -> str:
    copy = _copied(root, unescape, 0)
    copy.set("xmlns", NAMESPACE)
    return tostring(copy, encoding="unicode", short_empty_elements=False)


def _copied(element: Element, unescape: bool, depth: int) -> Element:
    if depth > DEEPEST:
        raise FormulaRefused("length")
    kept = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    copy = Element(_name(element), kept)
    copy.text = html.unescape(element.text or "") if unescape else element.text
    copy.extend([_copied(child, unescape, depth + 1) for child in element if _name(child) in ELEMENTS])
    if len(copy) != ARITY.get(copy.tag, len(copy)):
        raise FormulaRefused("syntax")  # a browser would draw an error in its place
    return copy


def _leaves(root: Element) -> Iterator[str]:
    """The words of identifiers: a command that the converter does not know stays there with its backslash."""
    return (element.text or "" for element in root.iter() if _name(element) in ("mi", "mo", "mn"))


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(f"{{{NAMESPACE}}}")
