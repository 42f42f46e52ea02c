"""The course's editing form: what is incomplete is refused before anything is published or sent to review."""

from wagtail.admin.forms import WagtailAdminPageForm

from cms.pages import completeness

_LEAVES_THE_DESK = ("action-publish", "action-submit", "action-restart-workflow")


class CoursePageForm(WagtailAdminPageForm):
    """Adds each problem of the whole course, linked to where it is, when the course leaves its authors' desk."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and any(self.data.get(action) for action in _LEAVES_THE_DESK):
            self._refuse_what_is_incomplete()

    def _refuse_what_is_incomplete(self) -> None:
        self.instance.skills_to_be = self.cleaned_data.get("skills")
        for problem in completeness.problems_of(self.instance):
            self.add_error(None, problem.as_link())
