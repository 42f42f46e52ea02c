"""What is held about a person here, and by the sign-in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth import get_user_model

from accounts.models import Consent, DataExport, ReadingChoices, SensitiveProfile, TeacherProfile
from foundation.models import Job
from foundation.personal import exempt, holds

User = get_user_model()
holds(
    "account", User, owner="pk",
    fields=("uid", "email", "given_names", "paternal_surname", "maternal_surname", "joined_at", "last_login"),
)  # fmt: skip
holds("profile", TeacherProfile, owner="user", fields=("curp", "public_name_consent", "created_at"))
holds("consents", Consent, owner="user", fields=("purpose", "notice__version", "granted_at", "withdrawn_at"))
holds("language_and_origin", SensitiveProfile, owner="consent__user", fields=("language", "ethnic_origin"))
holds("reading_choices", ReadingChoices, owner="user", fields=("choices", "chosen_at"))
holds("email_addresses", EmailAddress, owner="user", fields=("email", "verified", "primary"))
holds("sessions", UserSession, owner="user", fields=("created_at", "last_seen_at", "ip", "user_agent"))
holds("jobs", Job, owner="owner", fields=("title", "status", "created_at", "finished_at"))
holds("data_exports", DataExport, owner="user", fields=("requested_at", "ready_at", "expires_at"))
exempt(Authenticator, "user", because="Secrets of the second factor: whoever had them could sign in.")
for _model in ("User_groups", "User_user_permissions"):
    exempt(apps.get_model("accounts", _model), "user", because="It follows from the roles, which are given out.")
