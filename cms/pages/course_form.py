"""The course's editing form: what is incomplete is refused before anything is published or sent to review."""

from typing import Any

from cms.pages import completeness
from cms.pages.page_form import PageForm

_LEAVES_THE_DESK = ("action-publish", "action-submit", "action-restart-workflow")


class CoursePageForm(PageForm):
    """Adds each problem of the whole course, named with its place, when the course leaves its authors' desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "skills" in self.fields:
            self.fields["skills"].choices = _by_framework(self.fields["skills"].queryset)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and any(self.data.get(action) for action in _LEAVES_THE_DESK):
            self._refuse_what_is_incomplete()

    def _refuse_what_is_incomplete(self) -> None:
        self.instance.skills_to_be = self.cleaned_data.get("skills")
        self.instance.credits_to_be = self._credits()
        for problem in completeness.problems_of(self.instance):
            self.add_error(None, problem.as_text())

    def _credits(self) -> list[Any] | None:
        """The credits as they stand in the form, without those ticked for deletion."""
        formset = self.formsets.get("credits")
        if formset is None or not formset.is_valid():
            return None
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        return [form.instance for form in kept if form.has_changed() or form.instance.pk]


def _by_framework(skills: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Skills as groups of choices, one for each version of a framework."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for skill in skills.select_related("framework_version__framework"):
        version = skill.framework_version
        name = f"{version.framework.name}, {version.version}"
        groups.setdefault(name, []).append((skill.pk, str(skill)))
    return list(groups.items())
