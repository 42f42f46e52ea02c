"""Forms of banks, their questions and what is imported into them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.pages.models import CoursePage, LessonPage
from cms.questions.formats import FileRefused, format_of
from cms.questions.formats.model import MOST_BYTES
from cms.questions.models import QuestionBank
from cms.questions.permissions import banks_editable_by, lessons_sharing_with
from cms.questions.wording import said
from foundation.forms import PlainWords
from institutes.permissions import organisations_written_for_by

FORMAT_CHOICES = [
    ("", _("Find out by what the file holds")),
    ("gift", "GIFT"),
    ("moodlexml", "Moodle XML"),
    ("qti", "QTI 2.1"),
]


class BankForm(PlainWords, WagtailAdminModelForm):
    """A bank belongs to one of one's own organisations, and stays with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_written_for_by(self.for_user).order_by("name")
        field: Any = self.fields["organisation"]
        field.queryset = own
        if self.instance.pk:
            field.disabled = True
        elif len(found := list(own[:2])) == 1:
            field.initial = found[0]


class QuestionForm(PlainWords, WagtailAdminModelForm):
    """A question of one of one's own banks, with its labels as words between commas."""

    tag_words = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=600,
        help_text=_("With commas between them. A pool can draw the questions of one tag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bank"]
        field.queryset = banks_editable_by(self.for_user).order_by("name")
        self.fields["tag_words"].initial = ", ".join(self.instance.tags)

    def save(self, commit: bool = True) -> Any:
        self.instance.tags = self.cleaned_data["tag_words"].split(",")
        if not self.instance.pk:
            self.instance.created_by = self.for_user
        return super().save(commit)


class UploadForm(forms.Form):
    """The file to be checked. Nothing is imported yet."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("GIFT (.gift, .txt), Moodle XML (.xml) or QTI 2.1 (.xml, .zip), up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".gift,.txt,.xml,.zip"}),
    )
    format = forms.ChoiceField(label=_("Format"), choices=FORMAT_CHOICES, required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(said({"code": "too_large", "data": {"limit": str(MOST_BYTES // 1_048_576)}}))
        return file

    def clean(self) -> dict[str, Any]:
        """A file that is in none of the formats is told at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("file") and not cleaned.get("format"):
            content = cleaned["file"].read()
            cleaned["file"].seek(0)
            try:
                cleaned["format"] = format_of(content)
            except FileRefused as refused:
                self.add_error("file", said({"code": refused.reason.code, "data": refused.reason.data}))
        return cleaned


class LessonForm(forms.Form):
    """One of the lessons with which a bank shares questions, named with its course."""

    lesson = forms.ModelChoiceField(LessonPage.objects.none(), label=_("Lesson"), empty_label=_("Choose a lesson"))

    def __init__(self, *args: Any, bank: QuestionBank, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lesson"]
        field.queryset = lessons_sharing_with(bank, user)
        titles = dict(CoursePage.objects.values_list("path", "title"))
        steplen, depth = CoursePage.steplen, 4  # root, front page, institute, course
        field.label_from_instance = lambda lesson: f"{titles.get(lesson.path[: steplen * depth], '')} › {lesson.title}"
