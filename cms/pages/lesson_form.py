"""The lesson's editing form: what a lesson may take from elsewhere is asked of whoever saves it."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.pages.pools import banks_in, closed_banks


class LessonPageForm(WagtailAdminPageForm):
    """Refuses a bank that is not one's own, even in a draft: its questions would be seen in the preview.

    What stood in the lesson before stays: a partner may edit the rest of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_banks = {bank.pk for bank in banks_in(self.instance.body)}

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        chosen = [bank for bank in banks_in(body) if bank.pk not in self.former_banks]
        if chosen and closed_banks(chosen, self.for_user):
            self.add_error("body", _("Choose a question bank of your own organisation."))
        return body
