"""What is held about a person here."""

from certification.actas.models import Acta, ActaRow
from foundation.personal import exempt, holds

holds("actas", ActaRow, owner="enrolment__teacher", fields=("acta__uid", "teacher_name", "grade", "result"))
exempt(Acta, "signed_by", because="The acta belongs to its institute, and names who signed it in public.")
