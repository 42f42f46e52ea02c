"""Pages: home → institute → course → module → lesson, and information pages.

The editorial unit is the course. Its modules and lessons are drafts of it: they are published with it, by it, or not
at all, and while it is under review nothing in it moves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, PagePermissionTester, WorkflowState
from wagtail.search import index

from cms.pages import authorship, completeness, publishing
from cms.pages.blocks import PROSE, LessonBlocks
from cms.pages.blocks.base import ROLES
from cms.pages.blocks.suggesting import SuggestingInput
from cms.pages.comments import KeptCommentPanel
from cms.pages.course_form import CoursePageForm
from cms.pages.fields import ChoicesField
from cms.pages.ids import settle_ids
from cms.pages.lesson_form import LessonPageForm
from cms.pages.licences import course_licence_choices
from cms.pages.locks import CourseInReviewLock
from cms.pages.page_form import PageForm
from cms.pages.spheres import Sphere
from cms.skills.models import Skill
from institutes.models import Organisation, Post

_publisher: ContextVar[Any] = ContextVar("publisher", default=None)


class CourseType(models.TextChoices):
    WORKSHOP = "taller", _("Workshop")
    COURSE = "curso", _("Course")
    DIPLOMA = "diplomado", _("Diploma course")


# Usual hours and pass mark; each course may state its own.
USUAL = {
    CourseType.WORKSHOP: (20, Decimal("6.0")),
    CourseType.COURSE: (40, Decimal("6.0")),
    CourseType.DIPLOMA: (120, Decimal("8.0")),
}


class HomePage(Page):
    """The texts of the platform's front page; the page itself is composed by the player."""

    hero_title = models.CharField(_("title"), max_length=120, blank=True)
    hero_intro = models.TextField(_("introduction"), max_length=400, blank=True)

    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.InstitutePage", "pages.InformationPage"]
    base_form_class = PageForm
    settings_panels: list[Panel] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_intro")], heading=_("Front page")),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("home"))


class InformationPage(Page):
    """A page about the project: what it is, its milestones, who takes part."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    body = RichTextField(_("text"), features=["h2", *PROSE], blank=True)

    parent_page_types = ["pages.HomePage", "pages.InformationPage"]
    subpage_types = ["pages.InformationPage"]
    base_form_class = PageForm
    settings_panels: list[Panel] = []
    template = "cms/pages/information_page.html"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class InstitutePage(Page):
    """The place of one organisation in the tree: whatever stands under it belongs to its people."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.CoursePage"]
    base_form_class = PageForm
    settings_panels: list[Panel] = []
    content_panels = [*Page.content_panels, FieldPanel("organisation"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("institute")
        verbose_name_plural = _("institutes")

    def clean(self) -> None:
        super().clean()
        twins = InstitutePage.objects.exclude(pk=self.pk).filter(organisation_id=self.organisation_id)
        if self.organisation_id and self.locale_id and twins.filter(locale_id=self.locale_id).exists():
            raise ValidationError({"organisation": _("This organisation already has its place in the tree.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_address("catalogue"))


class CoursePermissionTester(PagePermissionTester):
    """While a course is under review its parts stay where they are, and only the review publishes it.

    Nobody publishes their own text.
    """

    @cached_property
    def _in_review(self) -> bool:
        course = course_of(self.page)
        return course is not None and course.workflow_in_progress

    def can_publish(self) -> bool:
        """The right to publish is there to publish what others wrote, whoever holds it."""
        allowed = super().can_publish() and not self._in_review
        return allowed and not authorship.is_own_text(self.user, self.page)

    def can_add_subpage(self) -> bool:
        return not self._in_review and super().can_add_subpage()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self._in_review and super().can_delete(ignore_bulk)

    def can_reorder_children(self) -> bool:
        # The order inside a course is a draft matter, frozen with the next edition: whoever may edit may reorder.
        return not self._in_review and self.can_edit()


class PartPermissionTester(CoursePermissionTester):
    """Modules and lessons are published by their course and never by themselves."""

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False


def course_of(page: Page) -> "CoursePage | None":
    """The course that the page is, or is part of."""
    specific = page.specific
    if isinstance(specific, CoursePage):
        return specific
    return CoursePage.objects.ancestor_of(page).first() if page.depth else None


class SeenOnPhones:
    """Previews start as most teachers will read: on a phone."""

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        return [
            {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("Preview as on a phone")},
            {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("Preview as on a tablet")},
            {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("Preview as on a computer")},
        ]

    @property
    def readiness(self) -> completeness.Readiness:
        """How far the latest draft is."""
        return completeness.readiness_of(self)


def _address(name: str, *arguments: Any) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return reverse("home")


def _spheres() -> ChoicesField:
    """A field of its own for each kind of page."""
    return ChoicesField(
        _("spheres of knowledge"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        choices_of=Sphere,
        help_text=_("What it is about, for courses that are born in the knowledge of the communities. Optional."),
    )


def _title_panel() -> Panel:
    return TitleFieldPanel("title", heading=_("Title"), placeholder=_("Title"), help_text=_("As people will read it."))


def _slug_panel() -> list[Panel]:
    return [FieldPanel("slug", help_text=_("The last part of the address, without accents or spaces."))]


def _tabs(*content: Panel) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList([*content, KeptCommentPanel()], heading=_("Content")),
            ObjectList(_slug_panel(), heading=_("Address")),
        ]
    )


class CoursePage(SeenOnPhones, Page):
    """A course as its authors write it. Publishing it publishes all of it, and nothing that is incomplete."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_("What people will be able to do afterwards. Catalogue text."),
    )
    course_type = models.CharField(_("type"), max_length=12, choices=CourseType, default=CourseType.WORKSHOP)
    hours = models.PositiveSmallIntegerField(
        _("hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
        help_text=_("Leave empty for the usual: workshop 20, course 40, diploma course 120."),
    )
    pass_mark = models.DecimalField(
        _("pass mark"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(5)), MaxValueValidator(Decimal(10))],
        help_text=_("On the scale from 5.0 to 10.0. Leave empty for the usual: 6.0, diploma courses 8.0."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts at the questions of a lesson"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Leave empty for as many as wished; the best one counts."),
    )
    levels = ChoicesField(_("school levels"), default=list, blank=True, choices_of=Post.Level)
    spheres = _spheres()
    skills = ParentalManyToManyField(Skill, blank=True, related_name="course_pages", verbose_name=_("skills"))
    licence = models.CharField(_("licence"), max_length=20, choices=course_licence_choices, default="CC-BY-SA-4.0")
    spoken_translations = models.BooleanField(
        _("a recording may stand for a translation"),
        default=False,
        db_default=False,
        help_text=_("A block read aloud in another language then counts as translated, even without a written text."),
    )
    cover = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("cover image"),
    )
    cover_alt = models.CharField(
        _("alternative text of the cover"),
        max_length=300,
        blank=True,
        help_text=_("What the cover shows. Leave empty if it only decorates."),
    )
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)
    # Of the next edition, whichever draft becomes it: they are no part of a revision and end with its publication.
    edition_notes = models.TextField(_("notes for those studying"), max_length=2000, blank=True, db_default="")
    raise_to_major = models.BooleanField(_("call it a major change"), default=False, db_default=False)

    parent_page_types = ["pages.InstitutePage"]
    subpage_types = ["pages.ModulePage"]
    admin_default_ordering = "ord"
    base_form_class = CoursePageForm
    template = "cms/pages/course_preview.html"
    content_panels = [
        HelpPanel(template="cms/pages/_missing_panel.html", heading=_("Before publishing")),
        _title_panel(),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("course_type"),
                FieldPanel("hours"),
                FieldPanel("pass_mark"),
                FieldPanel("attempts_allowed"),
            ],
            heading=_("Type and rules"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("levels"),
                FieldPanel("skills", widget=forms.CheckboxSelectMultiple),
                FieldPanel("spheres"),
            ],
            heading=_("Who it is for and which skills it develops"),
        ),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt")], heading=_("Cover")),
        MultiFieldPanel([FieldPanel("spoken_translations")], heading=_("Translation")),
    ]
    credit_panels = [
        FieldPanel("licence"),
        InlinePanel("credits", heading=_("Credits"), label=_("Credit")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList([*content_panels, KeptCommentPanel()], heading=_("Course")),
            ObjectList(credit_panels, heading=_("Credits")),
            ObjectList(_slug_panel(), heading=_("Address")),
        ]
    )
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @cached_property
    def organisation(self) -> Organisation:
        """Whose course it is: the institute it stands under."""
        parent = getattr(self, "_cached_parent_obj", None)
        institute = parent if isinstance(parent, InstitutePage) else self._institutes().get()
        organisation: Organisation = institute.organisation
        return organisation

    def _institutes(self) -> Any:
        return InstitutePage.objects.ancestor_of(self).select_related("organisation")

    @property
    def effective_hours(self) -> int:
        return self.hours or USUAL[CourseType(self.course_type)][0]

    @property
    def effective_pass_mark(self) -> Decimal:
        return self.pass_mark if self.pass_mark is not None else USUAL[CourseType(self.course_type)][1]

    @property
    def missing(self) -> list[completeness.Problem]:
        """What keeps the latest draft from being published."""
        return completeness.problems_of(self.get_latest_revision_as_object()) if self.pk else []

    def permissions_for_user(self, user: Any) -> CoursePermissionTester:
        return CoursePermissionTester(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; if this is the save by which a revision goes live, publish the whole tree with it or nothing."""
        if not self._goes_live():
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            super().save(*args, **kwargs)
            publishing.publish_tree(self, user=_publisher.get() or self.live_revision.user, at=self.last_published_at)

    def _goes_live(self) -> bool:
        """Every way of publishing ends in a save with a new live revision: there is no door beside this one."""
        if not (self.pk and self.live and self.live_revision_id):
            return False
        return not CoursePage.objects.filter(pk=self.pk, live=True, live_revision=self.live_revision_id,
                                             last_published_at=self.last_published_at).exists()  # fmt: skip

    def with_content_json(self, content: Any) -> "CoursePage":
        """The draft in a revision, with what belongs to the page rather than to any of its drafts."""
        draft: CoursePage = super().with_content_json(content)
        draft.edition_notes, draft.raise_to_major = self.edition_notes, self.raise_to_major
        return draft

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish the course with all its parts: in our own way, or in Wagtail's where that does more."""
        review = self.current_workflow_state
        if review and review.status == WorkflowState.STATUS_IN_PROGRESS and not publishing.is_approved():
            raise publishing.CourseInReview
        kwargs["skip_permission_checks"] = kwargs.get("skip_permission_checks") or publishing.is_approved()
        if user and not kwargs["skip_permission_checks"] and not self.permissions_for_user(user).can_publish():
            raise PublishPagePermissionError("You do not have permission to publish this page.")
        with transaction.atomic(), _publishing_as(user):
            self._cached_parent_obj = self._institutes().first() or self.get_parent()
            is_plain = kwargs.get("log_action", True) is True and kwargs.get("previous_revision") is None
            if not (is_plain and publishing.publish_course(self, revision, user=user, review=review)):
                super().publish(revision, user=user, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_address("course", self.slug))


@contextmanager
def _publishing_as(user: Any) -> Iterator[None]:
    token = _publisher.set(user)
    try:
        yield
    finally:
        _publisher.reset(token)


class CourseCredit(Orderable):
    """Who did what in a course: of an organisation known here or of any other, named."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="credits")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    organisation_name = models.CharField(
        _("other organisation"), max_length=160, blank=True, help_text=_("If it is not in the list.")
    )
    person = models.CharField(_("person"), max_length=160, blank=True)
    role = models.CharField(_("part taken"), max_length=120, help_text=_("For example: content, illustration, review."))
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=course_licence_choices,
        blank=True,
        help_text=_("Empty: that of the course."),
    )

    panels = [
        FieldPanel("person"),
        FieldPanel("role", widget=SuggestingInput(ROLES)),
        FieldPanel("organisation"),
        FieldPanel("organisation_name"),
        FieldPanel("licence"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self) -> str:
        return f"{self.person or self.organisation_label}: {self.role}"

    @property
    def organisation_label(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name

    def clean(self) -> None:
        if not (self.person or self.organisation_id or self.organisation_name):
            raise ValidationError({"person": _("Name a person or an organisation.")})


class CoursePart(SeenOnPhones, Page):
    """What modules and lessons share: published by their course, locked while it is reviewed."""

    settings_panels: list[Panel] = []
    promote_panels: list[Panel] = []
    base_form_class = PageForm

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PartPermissionTester:
        return PartPermissionTester(user, self)

    def get_lock(self) -> Any:
        course = course_of(self) if self.pk else None
        if course is not None and course.workflow_in_progress:
            return CourseInReviewLock(self)
        return super().get_lock()

    @property
    def has_workflow(self) -> bool:
        return False

    def get_workflow(self) -> None:
        return None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        course = course_of(self)
        if course is None:
            raise Http404
        return HttpResponseRedirect(_address("course", course.slug))


class ModulePage(CoursePart):
    """A part of a course: some lessons about one thing."""

    summary = models.TextField(_("summary"), max_length=400, blank=True)
    spheres = _spheres()

    parent_page_types = ["pages.CoursePage"]
    subpage_types = ["pages.LessonPage"]
    admin_default_ordering = "ord"
    template = "cms/pages/module_preview.html"
    edit_handler = _tabs(
        HelpPanel(template="cms/pages/_missing_panel.html", heading=_("Before publishing")),
        _title_panel(),
        FieldPanel("summary"),
        FieldPanel("spheres"),
    )

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class LessonPage(CoursePart):
    """One sitting of study."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("How long it takes to read, practise and answer."),
    )
    answer_minutes = models.PositiveSmallIntegerField(
        _("time to answer, in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_(
            "Only for a timed test: the questions are shown once the person begins, and what was answered by the end"
            " of the time is sent. Empty: without a limit."
        ),
    )
    spheres = _spheres()
    body = StreamField(LessonBlocks(), blank=True, verbose_name=_("content"))
    # The lesson whose identifiers its blocks have: this one, or for a moment the one it is a copy of.
    uids_of = models.UUIDField(null=True, editable=False)

    base_form_class = LessonPageForm
    parent_page_types = ["pages.ModulePage"]
    subpage_types: list[str] = []
    template = "cms/pages/lesson_preview.html"
    edit_handler = _tabs(
        HelpPanel(template="cms/pages/_missing_panel.html", heading=_("Before publishing")),
        _title_panel(),
        FieldPanel("minutes"),
        FieldPanel("answer_minutes"),
        FieldPanel("spheres"),
        FieldPanel("body"),
    )
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._settle_ids()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        self._settle_ids()
        return super().save_revision(*args, **kwargs)

    def _settle_ids(self) -> None:
        """A copy has another translation key than the lesson whose identifiers it came with."""
        original = self.uids_of if self.uids_of != self.translation_key else None
        settle_ids(self.body, copy_of=original, owner=self.translation_key)
        self.uids_of = self.translation_key


class RemovedPart(models.Model):
    """A module or lesson that was taken out of its course, kept so that it can be brought back."""

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="removed_parts")
    title = models.CharField(max_length=255)
    content = models.JSONField(encoder=DjangoJSONEncoder)  # the latest draft, and those of the lessons of a module
    parent_key = models.UUIDField()  # translation key of the course or module it stood in
    position = models.PositiveSmallIntegerField()
    removed_at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    restored_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-removed_at", "-pk"]

    def __str__(self) -> str:
        return self.title
