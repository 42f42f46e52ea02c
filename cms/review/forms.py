"""Forms of a course's review: whom to invite and to what, what to answer, until when."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.pages.models import CoursePage
from cms.review.models import CourseGuest, CoursePartner, ReviewRequest
from cms.review.models.parties import LAST_STAGE, LINK_DAYS, USUAL_DAYS
from cms.review.selectors import guests_of, stages_in_use
from cms.review.terms import GuestDetails, Terms
from foundation.forms import PlainWords
from institutes.models import Organisation

NO, ALL, PARTS = "no", "all", "parts"


class TermsForm(PlainWords, forms.Form):
    """What any party is asked: to approve or to comment, when, and within how many days."""

    approves = forms.TypedChoiceField(
        label=gettext_lazy("What it does"),
        choices=[
            ("yes", gettext_lazy("Approves: the course is not published without its agreement")),
            ("no", gettext_lazy("Only comments: the review does not wait for it")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    stage = forms.TypedChoiceField(
        label=gettext_lazy("When it is asked"),
        coerce=int,
        initial="1",
        help_text=gettext_lazy(
            "Those of the same stage are asked at the same time. The next stage begins when all who approve have."
        ),
    )
    due_days = forms.IntegerField(
        label=gettext_lazy("Days to answer"),
        min_value=1,
        max_value=90,
        initial=USUAL_DAYS,
        help_text=gettext_lazy("Counted from the day it is asked. We send reminders."),
    )

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        stage: Any = self.fields["stage"]
        stage.choices = _stage_choices(course)

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(approves=data["approves"], stage=data["stage"], due_days=data["due_days"])


def _stage_choices(course: CoursePage) -> list[tuple[str, str]]:
    """Each stage by the names of who is in it, and a new one after the last."""
    names: dict[int, list[str]] = {stage: [] for stage in stages_in_use(course)}
    for partner in CoursePartner.objects.filter(course=course).select_related("organisation"):
        names[partner.stage].append(partner.organisation.short_name)
    for guest in guests_of(course):
        names[guest.stage].append(guest.name)
    found = [
        (str(stage), _("Stage %(n)s, with %(names)s") % {"n": stage, "names": ", ".join(who)})
        for stage, who in sorted(names.items())
    ]
    last = max(names, default=0)
    if not found:
        return [("1", _("Stage 1"))]
    if last < LAST_STAGE:
        found.append((str(last + 1), _("In a new stage, after the others (stage %(n)s)") % {"n": last + 1}))
    return found


class PartnerForm(TermsForm):
    """What an organisation invited is asked, and what of the course it writes."""

    writes = forms.ChoiceField(
        label=gettext_lazy("What it writes"),
        choices=[
            (NO, gettext_lazy("Nothing: it reads and reviews")),
            (ALL, gettext_lazy("The whole course, as co-author")),
            (PARTS, gettext_lazy("Only the parts chosen below")),
        ],
        widget=forms.RadioSelect,
        initial=NO,
    )
    parts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Parts it writes"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A module includes its lessons, those added later too."),
    )

    def __init__(self, *args: Any, course: CoursePage, partner: CoursePartner | None = None, **kwargs: Any) -> None:
        if partner is not None:
            kwargs["initial"] = _initial(partner) | {
                "writes": (PARTS if partner.only_parts else ALL) if partner.may_edit else NO,
                "parts": [str(pk) for pk in partner.parts.values_list("pk", flat=True)],
            }
        super().__init__(*args, course=course, **kwargs)
        parts: Any = self.fields["parts"]
        parts.choices = _part_choices(course)
        if not parts.choices:
            del self.fields["parts"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("writes") == PARTS and not data.get("parts"):
            raise ValidationError({"writes": _("Choose the parts it writes.")})
        return data

    def terms(self) -> Terms:
        data = self.cleaned_data
        parts = tuple(data["parts"]) if data["writes"] == PARTS else None
        return Terms(
            approves=data["approves"], stage=data["stage"], due_days=data["due_days"],
            may_edit=data["writes"] != NO, parts=parts,
        )  # fmt: skip


def _initial(party: CoursePartner | CourseGuest) -> dict[str, Any]:
    return {"approves": "yes" if party.approves else "no", "stage": str(party.stage), "due_days": party.due_days}


def _part_choices(course: CoursePage) -> list[tuple[str, str]]:
    pages = Page.objects.descendant_of(course).order_by("path")
    indent = {course.depth + 1: "", course.depth + 2: "— "}
    return [(str(page.pk), indent.get(page.depth, "") + page.draft_title) for page in pages]


class InvitationForm(PartnerForm):
    """Which organisation is invited, and to what."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Organisation"))
    field_order = ["organisation"]

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, course=course, **kwargs)
        field: Any = self.fields["organisation"]
        invited = CoursePartner.objects.filter(course=course).values("organisation")
        others = Organisation.objects.exclude(pk=course.organisation.pk).exclude(pk__in=invited)
        field.queryset = others.order_by("name")


class GuestForm(TermsForm):
    """Who is invited without an account, and to what."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=120)
    organisation_name = forms.CharField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("A link that only this person should use is sent here. It works for one answer."),
    )
    link_days = forms.IntegerField(
        label=gettext_lazy("Days the link works"), min_value=1, max_value=90, initial=LINK_DAYS
    )
    field_order = ["name", "organisation_name", "email", "approves", "stage", "due_days", "link_days"]

    def __init__(self, *args: Any, course: CoursePage, guest: CourseGuest | None = None, **kwargs: Any) -> None:
        if guest is not None:
            kwargs["initial"] = _initial(guest) | {
                "name": guest.name, "organisation_name": guest.organisation_name,
                "email": guest.email, "link_days": guest.link_days,
            }  # fmt: skip
        super().__init__(*args, course=course, **kwargs)

    def details(self) -> GuestDetails:
        data = self.cleaned_data
        return GuestDetails(
            name=data["name"], email=data["email"], organisation_name=data["organisation_name"],
            link_days=data["link_days"],
        )  # fmt: skip


class DecisionForm(PlainWords, forms.Form):
    """What somebody answers, and says with it. The answers are the buttons of the form."""

    remark = forms.CharField(
        label=gettext_lazy("What you want to say"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None, *, request: ReviewRequest) -> None:
        super().__init__(data, prefix=f"d{request.pk}")
        needed = gettext_lazy("Needed when you ask for changes: say which, and in which lesson.")
        self.fields["remark"].help_text = needed if request.approves else gettext_lazy("Optional. The authors read it.")


class DueDateForm(forms.Form):
    """Another date for somebody who has not answered."""

    due_on = forms.DateField(label=gettext_lazy("New date"), widget=forms.DateInput(attrs={"type": "date"}))
