"""Rights over banks of questions, as querysets: the same for lists, single banks, imports, exports and choosers."""

from django.db.models import Q, QuerySet

from accounts.models import User
from cms.pages.models import InstitutePage, LessonPage
from cms.pages.permissions import pages_editable_by
from cms.questions.models import BankQuestion, QuestionBank, QuestionImport
from institutes.permissions import organisations_written_for_by


def banks_editable_by(user: User) -> QuerySet[QuestionBank]:
    return QuestionBank.objects.filter(organisation__in=organisations_written_for_by(user))


def questions_editable_by(user: User) -> QuerySet[BankQuestion]:
    return BankQuestion.objects.filter(bank__organisation__in=organisations_written_for_by(user))


def lessons_sharing_with(bank: QuestionBank, user: User) -> QuerySet[LessonPage]:
    """Lessons of the bank's own organisation that the person may edit: questions are copied between these and it."""
    under = Q(pk__in=[])
    for path in InstitutePage.objects.filter(organisation=bank.organisation_id).values_list("path", flat=True):
        under |= Q(path__startswith=path)
    editable = pages_editable_by(user).order_by().values("pk")
    lessons: QuerySet[LessonPage] = LessonPage.objects.filter(under, pk__in=editable).order_by("path")
    return lessons


def imports_continued_by(user: User) -> QuerySet[QuestionImport]:
    """One's own imports into banks that one still keeps."""
    return QuestionImport.objects.filter(created_by=user, bank__organisation__in=organisations_written_for_by(user))
