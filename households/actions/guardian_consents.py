"""The consent of a guardian: taken, and taken back with everything it allowed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import care_plans
from households.models import GuardianConsent, Relation, Resident
from households.workflow.care import ConsentWay
from station import working_days
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Attachment, User

TWIN = "households_guardianconsent_one_valid"
KIND_OF = {
    ConsentWay.PAPER: Attachment.Kind.PAPER,
    ConsentWay.SCREEN: Attachment.Kind.SIGNATURE,
}


@transaction.atomic
def give(
    *,
    resident: Resident,
    guardian_name: str,
    relation: str,
    way: str,
    by: User,
    at: datetime,
    given_on: date | None = None,
    files: Sequence[StoredFile] = (),
) -> GuardianConsent:
    """The guardian of a child under 14 agrees that its data are kept for its care."""
    today = working_days.local_date(at)
    resident = lock(resident)
    _check(resident, guardian_name, relation, way, given_on or today, today)
    if not files:
        raise RuleError(_("The paper or the signature is missing."), code="no_proof")
    consent = GuardianConsent(
        resident=resident,
        area=resident.area,
        guardian_name=guardian_name.strip(),
        relation=relation,
        way=way,
        given_on=given_on or today,
        taken_by=by,
    )
    with refusing_twins(**{TWIN: _("A guardian has agreed already.")}):
        consent.save()
    record(kind="consent.given", subject=consent, by=by, at=at, also=[resident])
    attachments.attach(
        files=files, kind=KIND_OF[ConsentWay(way)], subject=consent, by=by, at=at
    )
    return consent


@transaction.atomic
def withdraw(
    *,
    consent: GuardianConsent,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> GuardianConsent:
    """The guardian takes it back: plans end, and their words are erased at once."""
    consent = lock(consent, version=version)
    if not consent.is_valid:
        raise RuleError(_("It was withdrawn already."), code="withdrawn")
    consent.withdrawn_on = working_days.local_date(at)
    consent.withdrawn_note = note.strip()[:200]
    consent.version += 1
    consent.save()
    record(
        kind="consent.withdrawn",
        subject=consent,
        by=by,
        at=at,
        also=[consent.resident],
    )
    if care_plans.needs_consent(consent.resident, on=consent.withdrawn_on):
        reason = _("The guardian withdrew the consent.")
        for plan in consent.resident.care_plans.all():
            care_plans.erase(plan=plan, by=by, at=at, reason=reason)
    return consent


def _check(resident, guardian_name, relation, way, given_on, today) -> None:
    if not care_plans.needs_consent(resident, on=today):
        raise RuleError(
            _("Only for children under 14 a guardian agrees."), code="not_needed"
        )
    if not guardian_name.strip():
        raise RuleError(_("A name is needed."), code="no_name")
    if given_on > today:
        raise RuleError(_("The day cannot lie in the future."), code="future")
    if relation not in Relation.values or way not in ConsentWay.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
