"""What is held about people at the desk."""

from cms.desk.models import Notice
from foundation.personal import holds

holds("letters_about_translations", Notice, owner="user", fields=("told_at",))
