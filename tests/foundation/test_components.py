"""The template tags that draw components, and the forms."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation import navigation as navigation_module
from foundation import panels as panels_module
from foundation.icons import ICONS
from foundation.navigation import Link, links_for, navigation
from foundation.panels import Panel, panel
from foundation.style_forms import SpecimenForm


def draw(source: str, path: str = "/", **context: Any) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return Template("{% load platform_tags %}" + source).render(Context({"request": request, **context}))


def test_icon_is_hidden_from_assistive_technology() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "book" %}')


def test_an_unknown_icon_is_an_error_not_a_gap() -> None:
    with pytest.raises(KeyError):
        draw('{% icon "unicorn" %}')


def test_badge_escapes_its_label() -> None:
    assert draw("{% badge label 'ok' %}", label="<b>") == '<span class="badge ok">&lt;b&gt;</span>'


def test_alert_announces_errors_at_once() -> None:
    assert 'role="alert"' in draw("{% alert 'error' 'No' %}")
    assert 'role="status"' in draw("{% alert 'ok' 'Yes' %}")


@pytest.mark.parametrize(("value", "total", "percent"), [(0, 9, "0 %"), (3, 9, "33 %"), (9, 9, "100 %"), (0, 0, "0 %")])
def test_progress_says_its_share(value: int, total: int, percent: str) -> None:
    drawn = draw("{% progress value=value total=total label='Avance' show='percent' %}", value=value, total=total)
    assert percent in drawn
    assert 'aria-label="Avance"' in drawn


def test_progress_writes_plain_numbers_into_the_bar() -> None:
    assert 'value="1234" max="5000"' in draw("{% progress value=1234 total=5000 label='x' %}")


def test_pagination_keeps_the_rest_of_the_query() -> None:
    drawn = draw("{% pagination page %}", path="/?q=aula&page=2", page=Paginator(range(90), 10).page(2))
    assert "?q=aula&amp;page=3" in drawn
    assert drawn.count('aria-current="page"') == 1


def test_a_single_page_needs_no_pagination() -> None:
    assert "<nav" not in draw("{% pagination page %}", page=Paginator(range(5), 10).page(1))


def test_breadcrumbs_end_with_the_page_itself() -> None:
    drawn = draw("{% breadcrumbs '/' 'Inicio' '' 'Curso' %}")
    assert '<a href="/">Inicio</a>' in drawn
    assert '<span aria-current="page">Curso</span>' in drawn


@pytest.mark.parametrize(
    ("value", "shown"), [(Decimal("8.45"), "8.5"), (Decimal("5.95"), "6.0"), (10, "10.0"), (None, "—"), (0, "0.0")]
)
def test_decimal1_rounds_half_up(value: Any, shown: str) -> None:
    assert draw("{{ value|decimal1 }}", value=value) == shown


def test_cover_is_the_same_for_the_same_seed() -> None:
    assert draw("{% cover 'a' %}") == draw("{% cover 'a' %}")
    assert len({draw("{% cover seed %}", seed=seed) for seed in "abcdefgh"}) > 4


def test_nav_link_marks_where_one_is() -> None:
    login = reverse("account_login")
    assert 'aria-current="page"' in draw('{% nav_link "account_login" "Entrar" %}', path=login)
    assert 'aria-current="true"' in draw('{% nav_link "account_login" "Entrar" %}', path=login + "x/")
    assert "aria-current" not in draw('{% nav_link "account_login" "Entrar" %}', path="/")


def test_rooms_add_links_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation_module, "_links", {"public": [], "person": []})
    navigation(order=20)(lambda request: [Link("/b/", "B")])
    navigation(order=10)(lambda request: [Link("/a/", "A")])
    assert [link.label for link in links_for("person", RequestFactory().get("/"))] == ["A", "B"]


def test_panels_draw_what_rooms_contribute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels_module, "_panels", panels_module.Register())
    panel("here", order=1)(lambda **arguments: None)
    panel("here", order=2)(
        lambda **arguments: Panel("foundation/components/breadcrumbs.html", {"crumbs": [("", arguments["name"])]})
    )
    assert "Ana" in draw("{% panels 'here' name='Ana' %}")


def test_field_is_tied_to_its_help_and_its_error() -> None:
    form = SpecimenForm({"email": "maria@"})
    drawn = str(form["email"].as_field_group())
    assert 'aria-describedby="id_email_helptext id_email_error"' in drawn
    assert 'id="id_email_helptext"' in drawn
    assert 'id="id_email_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_only_optional_fields_are_marked() -> None:
    form = SpecimenForm()
    assert 'class="optional"' in form["notes"].as_field_group()
    assert 'class="optional"' not in form["name"].as_field_group()


def test_choices_are_a_fieldset_with_its_question() -> None:
    drawn = SpecimenForm()["shift"].as_field_group()
    assert "<fieldset" in drawn
    assert "<legend>" in drawn


def test_error_summary_links_to_each_field() -> None:
    drawn = str(SpecimenForm({}))
    assert 'href="#id_email"' in drawn
    assert 'href="#id_shift_0"' in drawn
    assert drawn.count('role="alert"') == 1


def test_hidden_fields_are_drawn_once() -> None:
    class Form(forms.Form):
        secret = forms.CharField(widget=forms.HiddenInput)
        word = forms.CharField()

    assert str(Form()).count('name="secret"') == 1


def test_style_page_shows_every_icon(client: Client, settings: Any, db: None) -> None:
    settings.DEMONSTRATION = True
    content = client.get(reverse("style")).content.decode()
    assert all(f"<span>{name}</span>" in content for name in ICONS)
    assert "{% endspecimen %}" not in content
    assert "{% badge &quot;Publicado&quot; &quot;ok&quot; icon=&quot;check&quot; %}" in content


def test_style_page_is_absent_in_production(client: Client, settings: Any, db: None) -> None:
    settings.DEMONSTRATION = settings.DEBUG = False
    assert client.get(reverse("style")).status_code == 404


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_chosen_theme_comes_from_the_cookie(client: Client, db: None, theme: str) -> None:
    client.cookies["theme"] = theme
    assert f'data-theme="{theme}"' in client.get(reverse("account_login")).content.decode()


def test_a_forged_theme_is_ignored(client: Client, db: None) -> None:
    client.cookies["theme"] = '"><script>'
    assert "data-theme=" not in client.get(reverse("account_login")).content.decode()


def test_missing_page_says_what_to_do(client: Client, db: None) -> None:
    answer = client.get("/no-existe/", follow=True)
    assert answer.status_code == 404
    assert 'class="error-page"' in answer.content.decode()
