from datetime import timedelta

import pytest
from wagtail.log_actions import registry

from certification.credentials.models import Credential
from certification.credentials.operations import CredentialRefused, reissue, revoke_credential
from certification.credentials.permissions import credentials_certifiable_by, credentials_owned_by, credentials_seen_by
from courses.study.models import Enrolment
from institutes.models import Membership
from tests.certification.factories import NOON, CompletedEnrolmentFactory, certifier_of, issued
from tests.institutes.factories import InstituteFactory, MembershipFactory

LATER = NOON + timedelta(days=3)


def test_a_revoked_certificate_is_kept_with_date_and_reason(enrolment: Enrolment) -> None:
    credential, certifier = issued(enrolment), certifier_of(enrolment.institute)
    revoked = revoke_credential(actor=certifier, credential=credential, reason="fraud", at=LATER)
    assert (revoked.status, revoked.revoked_at, revoked.revoked_reason) == ("revoked", LATER, "fraud")
    assert revoked.facts == credential.facts
    entry = registry.get_logs_for_instance(revoked).get(action="credentials.revoke")
    assert (entry.user_id, entry.data) == (certifier.pk, {"reason": "fraud"})


def test_revoking_twice_is_refused(enrolment: Enrolment) -> None:
    credential, certifier = issued(enrolment), certifier_of(enrolment.institute)
    revoke_credential(actor=certifier, credential=credential, reason="error", at=LATER)
    with pytest.raises(CredentialRefused):
        revoke_credential(actor=certifier, credential=credential, reason="fraud", at=LATER)
    assert Credential.objects.get().revoked_reason == "error"


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_reason_of_the_list_is_needed(enrolment: Enrolment, reason: str) -> None:
    credential, certifier = issued(enrolment), certifier_of(enrolment.institute)
    with pytest.raises(CredentialRefused):
        revoke_credential(actor=certifier, credential=credential, reason=reason, at=LATER)


def test_only_certifiers_of_the_institute_change_it(enrolment: Enrolment) -> None:
    credential = issued(enrolment)
    outsiders = [
        certifier_of(InstituteFactory.create()),
        MembershipFactory.create(organisation=enrolment.institute, role=Membership.Role.INSTITUTE_ADMIN).user,
        enrolment.teacher,
    ]
    for person in outsiders:
        with pytest.raises(Credential.DoesNotExist):
            revoke_credential(actor=person, credential=credential, reason="error", at=LATER)
        with pytest.raises(Credential.DoesNotExist):
            reissue(actor=person, credential=credential, at=LATER)


def test_nobody_changes_their_own_certificate(enrolment: Enrolment) -> None:
    credential = issued(enrolment)
    MembershipFactory.create(user=enrolment.teacher, organisation=enrolment.institute, role=Membership.Role.CERTIFIER)
    assert not credentials_certifiable_by(enrolment.teacher).filter(pk=credential.pk).exists()


def test_a_reissue_supersedes_with_the_present_name_and_a_new_folio(enrolment: Enrolment) -> None:
    old, certifier = issued(enrolment), certifier_of(enrolment.institute)
    enrolment.teacher.paternal_surname = "Muñoz"
    enrolment.teacher.save()
    new = reissue(actor=certifier, credential=old, at=LATER)
    old.refresh_from_db()
    assert (old.status, new.status, new.replaces) == ("replaced", "issued", old)
    assert (new.facts["holder"]["name"], new.facts["replaces"]) == ("Ana María Muñoz O'Higgins", old.folio)
    assert (old.folio[9:15], new.folio[9:15]) == ("000001", "000002")
    assert old.facts["holder"]["name"] == "Ana María Núñez O'Higgins"


def test_what_was_revoked_or_replaced_is_not_reissued(enrolment: Enrolment) -> None:
    old, certifier = issued(enrolment), certifier_of(enrolment.institute)
    reissue(actor=certifier, credential=old, at=LATER)
    with pytest.raises(CredentialRefused):
        reissue(actor=certifier, credential=old, at=LATER)


def test_own_and_institute_certificates_are_told_apart(enrolment: Enrolment) -> None:
    mine, other = issued(enrolment), issued(CompletedEnrolmentFactory.create())
    assert list(credentials_owned_by(enrolment.teacher)) == [mine]
    assert list(credentials_seen_by(certifier_of(enrolment.institute))) == [mine]
    assert other not in credentials_seen_by(enrolment.teacher)
