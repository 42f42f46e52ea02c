"""For /estilo/ only: draw a piece of template and show its very source beneath."""

from typing import cast

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token, TokenType
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()
_BRACES = {TokenType.VAR: ("{{ ", " }}"), TokenType.BLOCK: ("{% ", " %}"), TokenType.COMMENT: ("{# ", " #}")}


def _source(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        before, after = _BRACES.get(token.token_type, ("", ""))
        parts.append(f"{before}{token.contents}{after}")
    return "".join(parts).strip("\n")


class SpecimenNode(template.Node):
    """A component as it looks, and as it is written."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList, source: str) -> None:
        self.name, self.nodelist, self.source = name, nodelist, source

    def render(self, context: Context) -> SafeString:
        return render_to_string(
            "foundation/style/_specimen.html",
            {"name": self.name, "drawn": self.nodelist.render(context), "source": self.source},
        )


@register.tag
def specimen(parser: Parser, token: Token) -> SpecimenNode:
    """``{% specimen "button" %}…{% endspecimen %}``"""
    name = token.split_contents()[1].strip('"')
    ahead = list(reversed(cast(list[Token], parser.tokens)))
    nodelist = parser.parse(("endspecimen",))
    source = _source(ahead[: len(ahead) - len(parser.tokens) - 1])
    parser.delete_first_token()
    return SpecimenNode(name, nodelist, source)
