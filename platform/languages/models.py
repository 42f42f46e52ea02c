"""Which languages there are, and who reads in which."""

from django.db import models

from accounts.models import User


class LanguageChoices(models.Model):
    """In which languages a person reads, for their other devices; empty where they never chose."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="language_choices")
    interface = models.CharField(max_length=35, blank=True)
    content = models.CharField(max_length=35, blank=True)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interface or '-'} / {self.content or '-'}"
