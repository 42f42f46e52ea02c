"""What is held about a person here."""

from cms.questions.models import BankQuestion, QuestionImport
from foundation.personal import exempt, holds

holds("question_imports", QuestionImport, owner="created_by", fields=("filename", "format", "status", "created_at"))
exempt(BankQuestion, "created_by", because="Questions belong to the bank of their institute.")
