"""Banks and their questions in Wagtail's admin, where every door asks the same right."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import usage
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import ReferenceIndex

from cms.questions.forms import BankForm, QuestionForm
from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.permissions import banks_editable_by, questions_editable_by
from cms.questions.selectors import bank_address, banks_with_counts, kind_label, kind_labels, skills_in, tags_in
from foundation.keeping import KeepersPolicy, Right, View, guarded, number_in
from institutes.permissions import writes_for_any


class KeptViewSet(ModelViewSet):
    """Whatever the view and whoever wrote it: with the number of somebody else's thing nobody gets in."""

    right: Right
    inspect_view_enabled = False
    search_backend_name = None
    list_per_page = 50

    @property
    def permission_policy(self) -> KeepersPolicy:
        return KeepersPolicy(self.model, may=writes_for_any, right=type(self).right)

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return guarded(super().construct_view(view_class, **kwargs), type(self).right)

    def get_permissions_to_register(self) -> QuerySet[Any]:
        """None: rights here come from roles, not from groups."""
        none: QuerySet[Any] = super().get_permissions_to_register().none()
        return none


# --- Banks ---


class BankIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[QuestionBank]:
        return banks_with_counts(banks_editable_by(self.request.user))

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Bank"), get_url=bank_address, sort_key="name"),
            Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
            Column("question_count", label=_("Questions")),
            Column("get_language_display", label=_("Language")),
            DateColumn("updated_at", label=_("Last change"), sort_key="updated_at"),
        ]

    def get_list_more_buttons(self, instance: QuestionBank) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *bank_buttons(instance)]


def bank_buttons(bank: QuestionBank) -> list[Any]:
    """What one does with a whole bank."""
    into, out = reverse("question_upload", args=[bank.pk]), reverse("question_export", args=[bank.pk])
    return [
        Button(_("Import questions"), url=into, icon_name="upload", priority=40),
        Button(_("Export questions"), url=out, icon_name="download", priority=50),
    ]


class BankDeleteView(generic.DeleteView):
    """A bank from which a course draws stays; its page of uses says which courses one would have to change first."""

    def form_valid(self, form: Any) -> HttpResponse:
        if self.usage.count():
            messages.error(self.request, _("Courses draw questions from this bank: take it out of them first."))
            return redirect(self.get_usage_url())
        answer: HttpResponse = super().form_valid(form)
        return answer


class BankViewSet(KeptViewSet):
    model = QuestionBank
    right = staticmethod(banks_editable_by)
    name = "questionbank"
    url_prefix = "preguntas/bancos"
    icon = "folder-open-inverse"
    menu_label = _("Banks")
    copy_view_enabled = False
    index_view_class = BankIndexView
    delete_view_class = BankDeleteView
    search_fields = ["name", "description"]
    ordering = "name"
    edit_handler = ObjectList(
        [FieldPanel("organisation"), FieldPanel("name"), FieldPanel("language"), FieldPanel("description")],
        base_form_class=BankForm,
    )


# --- Questions ---


class QuestionFilters(WagtailFilterSet):
    """By bank, kind, tag and skill, each among what one may see."""

    bank = django_filters.ModelChoiceFilter(
        label=_("Bank"), queryset=lambda request: banks_editable_by(request.user).order_by("name")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=kind_labels)
    tag = django_filters.ChoiceFilter(label=_("Tag"), method="by_tag", choices=())
    skill = django_filters.ChoiceFilter(label=_("Skill"), method="by_skill", choices=())

    class Meta:
        model = BankQuestion
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = questions_editable_by(self.request.user)
        chosen = str(self.data.get("bank", ""))
        own = own.filter(bank_id=number_in(chosen)) if chosen else own
        self.filters["tag"].extra["choices"] = [(tag, tag) for tag in tags_in(own)]
        self.filters["skill"].extra["choices"] = [(skill, skill.replace("|", " ")) for skill in skills_in(own)]

    def by_tag(self, questions: Any, _name: str, tag: str) -> Any:
        return questions.having(tags=[tag])

    def by_skill(self, questions: Any, _name: str, skill: str) -> Any:
        return questions.having(skills=[skill])


class QuestionIndexView(generic.IndexView):
    filterset_class = QuestionFilters

    def get_base_queryset(self) -> QuerySet[BankQuestion]:
        return questions_editable_by(self.request.user).select_related("bank").defer("body")

    @cached_property
    def bank(self) -> QuestionBank | None:
        """The bank that the list is limited to."""
        return banks_editable_by(self.request.user).filter(pk=number_in(self.request.GET.get("bank", ""))).first()

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Question"), accessor=str, get_url=self.get_edit_url, sort_key="name"),
            Column("kind", label=_("Kind"), accessor=lambda question: kind_label(question.kind), sort_key="kind"),
            Column("tags", label=_("Tags"), accessor=lambda question: ", ".join(question.tags)),
            Column("bank", label=_("Bank"), sort_key="bank__name"),
            DateColumn("updated_at", label=_("Last change"), sort_key="updated_at"),
        ]

    def get_add_url(self) -> str | None:
        address: str | None = super().get_add_url()
        return f"{address}?bank={self.bank.pk}" if address and self.bank else address

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *(bank_buttons(self.bank) if self.bank else [])]

    def get_list_more_buttons(self, instance: BankQuestion) -> list[Any]:
        return [*super().get_list_more_buttons(instance), preview_button(instance)]


def preview_button(question: BankQuestion, kind: Any = Button) -> Any:
    address = reverse("question_preview", args=[question.pk])
    return kind(_("See it as teachers do"), url=address, icon_name="view", priority=40)


class QuestionAddView(generic.CreateView):
    def get_initial_form_instance(self) -> BankQuestion:
        banks = banks_editable_by(self.request.user)
        wanted = banks.filter(pk=number_in(self.request.GET.get("bank", ""))).first()
        return BankQuestion(bank=wanted or banks.order_by("name").first())


class QuestionEditView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        return [*super().header_buttons, preview_button(self.object, HeaderButton)]


class QuestionCopyView(generic.CopyView):
    """A copy is another question: it has its own identifier and was imported from nowhere."""

    def get_initial_form_instance(self) -> BankQuestion:
        original = self.get_object()
        copy = BankQuestion(bank=original.bank, name=original.name, body=original.body)
        copy.tag_lines = original.tag_lines
        return copy


class QuestionUsageView(usage.UsageView):
    """Courses draw from the whole bank: what uses the bank uses its questions."""

    def get_queryset(self) -> Any:
        return ReferenceIndex.get_references_to(self.object.bank).group_by_source_object()


class QuestionViewSet(KeptViewSet):
    model = BankQuestion
    right = staticmethod(questions_editable_by)
    name = "bankquestion"
    url_prefix = "preguntas/todas"
    icon = "help"
    menu_label = _("All questions")
    add_to_reference_index = False
    index_view_class = QuestionIndexView
    add_view_class = QuestionAddView
    edit_view_class = QuestionEditView
    copy_view_class = QuestionCopyView
    usage_view_class = QuestionUsageView
    search_fields = ["name", "prompt_text"]
    ordering = "name"
    edit_handler = ObjectList(
        [FieldPanel("bank"), FieldPanel("name"), FieldPanel("body"), FieldPanel("tag_words")],
        base_form_class=QuestionForm,
    )


class QuestionsGroup(ModelViewSetGroup):
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 250
    items = (BankViewSet, QuestionViewSet)


# --- Choosing a bank for a pool ---


class BankChooserViewSet(ChooserViewSet):
    """Banks one keeps, whichever of the chooser's doors is tried."""

    model = QuestionBank
    icon = "folder-open-inverse"
    choose_one_text = _("Choose a question bank")
    choose_another_text = _("Choose another question bank")
    edit_item_text = _("Edit this question bank")
    per_page = 20

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        return super().construct_view(_among_own(view_class), **kwargs)


def _among_own(view_class: Any) -> Any:
    """The same view among the banks that whoever asks keeps."""
    own: dict[str, Any] = {
        "get_object_list": lambda self: banks_editable_by(self.request.user).select_related("organisation"),
        "get_object": lambda self, pk: banks_editable_by(self.request.user).get(pk=number_in(pk)),
        "get_objects": lambda self, pks: banks_editable_by(self.request.user).filter(
            pk__in=[number_in(pk) for pk in pks]
        ),
    }
    present = {name: method for name, method in own.items() if hasattr(view_class, name)}
    return type(view_class.__name__, (view_class,), present)


bank_chooser = BankChooserViewSet("question_bank_chooser")
