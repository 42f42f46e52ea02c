"""What is held about a person here."""

from certification.credentials.models import Credential
from foundation.personal import holds

holds(
    "certificates", Credential, owner="enrolment__teacher",
    fields=("folio", "token", "facts", "status", "issued_at", "revoked_at", "revoked_reason"),
)  # fmt: skip
