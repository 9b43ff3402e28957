"""The steps of a hazard: told in writing, looked at again, closed or handed over."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import hazard_clock as clock
from households.actions.hazard_moves import check_move, move, save
from households.actions.hazards import check_deadline
from households.models import Hazard, HazardNotice, Office, Reinspection
from households.numbering import number_in
from households.workflow.inspections import HazardStatus
from station import working_days
from station.actions import attachments
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Attachment, User

NOTICES = "XG"
SETTLED_AT = ("closed_at", "closed_by")


@transaction.atomic
def notify(
    *,
    hazards: Sequence[Hazard],
    by: User,
    at: datetime,
    received_by: str = "",
    is_refused: bool = False,
    signature: attachments.StoredFile | None = None,
) -> HazardNotice:
    """Serve one notice for the hazards of one place; from then on the deadline runs."""
    rows = [lock(found) for found in sorted(hazards, key=lambda h: h.pk)]
    _check_together(rows)
    for hazard in rows:
        check_move(hazard, HazardStatus.NOTIFIED)
    if not is_refused and not received_by.strip():
        raise RuleError(_("Say who received the notice."), code="no_receiver")
    notice = HazardNotice.objects.create(
        number=number_in(NOTICES, rows[0].area, at=at),
        area=rows[0].area,
        issued_by=by,
        served_at=at,
        received_by=received_by.strip(),
        is_refused=is_refused,
    )
    for hazard in rows:
        hazard.notice = notice
        move(hazard, HazardStatus.NOTIFIED, "notified", by=by, at=at, saved=["notice"])
    if signature is not None:
        attachments.attach(
            files=[signature],
            kind=Attachment.Kind.SIGNATURE,
            subject=notice,
            by=by,
            at=at,
        )
    return notice


def _check_together(rows: list[Hazard]) -> None:
    places = {(row.unit_id, row.household_id, row.place) for row in rows}
    if len(places) != 1:
        raise RuleError(_("One notice is for one place."), code="places")


@transaction.atomic
def report_done(
    *,
    hazard: Hazard,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> Hazard:
    """The owner says it is put right; somebody looks the next working day."""
    hazard = lock(hazard, version=version)
    check_move(hazard, HazardStatus.REPORTED)
    hazard.reported_at = at
    return move(
        hazard, HazardStatus.REPORTED, "reported", by=by, at=at, note=note,
        saved=["reported_at"],
    )  # fmt: skip


@transaction.atomic
def extend(
    *,
    hazard: Hazard,
    deadline_on: date,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Hazard:
    """The chief gives more time, once, with the reason."""
    hazard = lock(hazard, version=version)
    if not hazard.is_with_us or hazard.is_to_transfer:
        raise RuleError(_("The deadline no longer counts here."), code="not_now")
    if hazard.extended_at is not None:
        raise RuleError(_("The deadline was extended once already."), code="extended")
    if not reason.strip():
        raise RuleError(_("Say why more time is given."), code="no_reason")
    if deadline_on <= hazard.deadline_on:
        raise RuleError(
            _("The new deadline must lie after the present one."), code="deadline"
        )
    check_deadline(deadline_on, at=at)
    before = hazard.deadline_on
    hazard.first_deadline_on, hazard.deadline_on = before, deadline_on
    hazard.extended_at = at
    return save(
        hazard, "extended", by=by, at=at, note=reason,
        changes={"deadline_on": [before.isoformat(), deadline_on.isoformat()]},
        saved=["first_deadline_on", "deadline_on", "extended_at"],
    )  # fmt: skip


@transaction.atomic
def reinspect(
    *,
    hazard: Hazard,
    is_gone: bool,
    by: User,
    at: datetime,
    remark: str = "",
    photos: Sequence[attachments.StoredFile] = (),
    version: int | None = None,
) -> Hazard:
    """Look again: it is closed, or the limit for transferring it begins to run."""
    hazard = lock(hazard, version=version)
    target = HazardStatus.CLOSED if is_gone else HazardStatus.UNRESOLVED
    check_move(hazard, target)
    look = Reinspection.objects.create(
        hazard=hazard, looked_at=at, looked_by=by, is_gone=is_gone,
        remark=remark.strip(),
    )  # fmt: skip
    if photos:
        attachments.attach(
            files=list(photos), kind=Attachment.Kind.PHOTO, subject=look,
            area=hazard.area, also=[hazard], by=by, at=at,
        )  # fmt: skip
    if is_gone:
        return _close(hazard, by=by, at=at, verb="put_right")
    if hazard.transfer_due_on is None:
        clock.start_transfer(hazard, on=working_days.local_date(at))
    return move(
        hazard, target, "not_put_right", by=by, at=at,
        saved=["transfer_from_on", "transfer_due_on"],
    )  # fmt: skip


@transaction.atomic
def reassign(
    *,
    hazard: Hazard,
    to: User,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Hazard:
    """Somebody else follows it up."""
    hazard = lock(hazard, version=version)
    if not hazard.is_open:
        raise RuleError(_("This hazard is settled."), code="not_now")
    path = hazard.area.path
    if not Roster([path], on=working_days.local_date(at)).serves(to.pk, path):
        raise RuleError(
            _("%(person)s does not serve in %(area)s.")
            % {"person": to, "area": hazard.area},
            code="not_serving",
        )
    before, hazard.assigned_to = hazard.assigned_to_id, to
    return save(
        hazard,
        "reassigned",
        by=by,
        at=at,
        note=reason,
        changes={"assigned_to": [before, to.pk]},
        saved=["assigned_to"],
    )


@transaction.atomic
def transfer(
    *,
    hazard: Hazard,
    office: Office,
    by: User,
    at: datetime,
    reference: str = "",
    reason: str = "",
    version: int | None = None,
) -> Hazard:
    """Hand it to the competent department; from then on the answer is awaited."""
    hazard = lock(hazard, version=version)
    check_move(hazard, HazardStatus.TRANSFERRED)
    if not office.is_active:
        raise RuleError(_("This office is no longer in use."), code="office")
    if not hazard.area.path.startswith(office.station.path):
        raise RuleError(_("This office is not of this station."), code="office")
    hazard.office, hazard.transferred_at = office, at
    hazard.transfer_reference = reference.strip()
    return move(
        hazard, HazardStatus.TRANSFERRED, "transferred", by=by, at=at, note=reason,
        changes={"office": [None, office.pk]},
        saved=["office", "transferred_at", "transfer_reference"],
    )  # fmt: skip


@transaction.atomic
def record_answer(
    *,
    hazard: Hazard,
    answer: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Hazard:
    """What the office wrote back."""
    hazard = lock(hazard, version=version)
    check_move(hazard, HazardStatus.ANSWERED)
    if not answer.strip():
        raise RuleError(_("Write down what the office answered."), code="no_answer")
    hazard.answer, hazard.answered_at = answer.strip(), at
    return move(
        hazard, HazardStatus.ANSWERED, "answered", by=by, at=at,
        saved=["answer", "answered_at"],
    )  # fmt: skip


@transaction.atomic
def close(
    *,
    hazard: Hazard,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Hazard:
    """After the office's answer the file is closed; else a re-inspection closes it."""
    hazard = lock(hazard, version=version)
    if hazard.status != HazardStatus.ANSWERED:
        raise RuleError(
            _("A re-inspection closes it, or the answer of the office."),
            code="not_now",
        )
    return _close(hazard, by=by, at=at, verb="closed", note=reason)


def _close(hazard: Hazard, *, by, at, verb: str, note: str = "") -> Hazard:
    hazard.closed_at, hazard.closed_by = at, by
    return move(
        hazard, HazardStatus.CLOSED, verb, by=by, at=at, note=note, saved=SETTLED_AT
    )
