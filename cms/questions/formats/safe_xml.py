"""XML from strangers: no document type, no entities, nothing fetched, nothing too large or too deep."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from cms.questions.formats.model import FileRefused
from cms.questions.formats.notes import Code
from cms.questions.formats.texts import check_size

MOST_ELEMENTS = 2_000_000
DEEPEST = 100
_ALONE = {"br", "img", "hr", "source", "col", "embed", "param", "wbr"}


class _Builder(TreeBuilder):
    """Builds the tree, without namespaces, and keeps on which line the elements asked for begin."""

    def __init__(self, line_of: set[str]) -> None:
        super().__init__()
        self.line_of = line_of
        self.parser: DefusedXMLParser | None = None
        self.lines: dict[Element, int] = {}
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise FileRefused(Code.TOO_DEEP, limit=DEEPEST)
        if self._count > MOST_ELEMENTS:
            raise FileRefused(Code.TOO_MANY, limit=MOST_ELEMENTS)
        name = _bare(tag)
        element = super().start(name, {_bare(key): value for key, value in attrs.items()})
        if name in self.line_of and self.parser is not None:
            self.lines[element] = self.parser.parser.CurrentLineNumber
        return element

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(_bare(tag))


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def parse(content: bytes, *, line_of: set[str]) -> tuple[Element, dict[Element, int]]:
    """The tree, and the line of each element of the names asked for; raises FileRefused."""
    check_size(content)
    builder = _Builder(line_of)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    builder.parser = parser
    try:
        parser.feed(content)
        root = parser.close()
    except DefusedXmlException:
        raise FileRefused(Code.XML_FORBIDDEN) from None
    except ParseError as error:
        raise FileRefused(Code.NOT_XML, line=error.position[0]) from None
    except (LookupError, ValueError):  # an encoding that is unknown, or that no parser can read
        raise FileRefused(Code.NOT_XML, line=1) from None
    return root, builder.lines


def text_at(element: Element, path: str, default: str = "") -> str:
    """The text of the first element on the path."""
    return (element.findtext(path) or default).strip()


def words(element: Element) -> str:
    """All text inside an element."""
    return " ".join("".join(element.itertext()).split())


def inner_html(element: Element, *, without: frozenset[str] = frozenset()) -> str:
    """What stands inside an element as HTML, leaving out the elements named."""
    return "".join(_pieces(element, without)).strip()


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        if child.tag not in without:
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attrib.items())
            yield f"<{child.tag}{attributes}>"
            if child.tag not in _ALONE:
                yield from _pieces(child, without)
                yield f"</{child.tag}>"
        yield escape(child.tail or "", quote=False)
