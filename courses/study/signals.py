"""News from study."""

from django.dispatch import Signal

# After commit, once per enrolment: enrolment= (completed, with grade, date and rule version).
course_completed = Signal()
