"""Whole numbers of a list: asked for, decided by a second person, fetched once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from station import list_exports, policy, whole_exports
from station.actions import jobs, reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.saved_filters import cleaned
from station.errors import RuleError
from station.lists import ListKind
from station.models import AccessRecord, Area, ExportRequest, Job, User
from station.personal_numbers import holds_personal_number
from station.registry import registry

WAITING = "export_request.waiting"
DECIDED = "export_request.decided"
UNDECIDED_AFTER = timedelta(days=3)
SHORTEST_REASON = 4
State = ExportRequest.State


@transaction.atomic
def ask(
    *,
    list_key: str,
    query: str,
    whole: list[str],
    purpose: str,
    reason: str,
    by: User,
    at: datetime,
) -> ExportRequest:
    """Ask a second person to let a list out with whole numbers."""
    kind = registry.lists.get(list_key)
    if not whole_exports.may_ask(by, kind):
        raise RuleError(_("There is no such list."), code="no_list")
    query = list_exports.asked_for(kind, user=by, params=QueryDict(query))
    query = cleaned(kind, query)
    chosen = _chosen(kind, whole)
    reason = _reason(purpose, reason)
    listing = whole_exports.rows_of(kind, user=by, query=query)
    rows = whole_exports.counted(listing)
    if not rows:
        raise RuleError(_("There is nothing to export."), code="no_rows")
    columns = [column.key for column in list_exports.columns_of(kind, by)]
    made = ExportRequest.objects.create(
        list_key=list_key,
        query=query,
        columns=[c.key for c in kind.columns if c.key in {*columns, *chosen}],
        whole=chosen,
        rows=rows,
        purpose=purpose,
        reason=reason,
        area=_place(by, kind),
        requested_by=by,
        requested_at=at,
        expires_at=at + UNDECIDED_AFTER,
    )
    record(kind="export_request.asked", subject=made, by=by, at=at)
    reminders.schedule(kind=WAITING, subject=made, due_at=at, area=made.area)
    return made


@transaction.atomic
def approve(
    *, request: ExportRequest, by: User, at: datetime, answer: str = ""
) -> ExportRequest:
    """Let it out; it is written in the requester's name and fetched once."""
    found = _decidable(request, by=by, at=at)
    asker = User.objects.get(pk=found.requested_by_id)
    if not asker.is_active or not whole_exports.may_ask(
        asker, registry.lists.get(found.list_key)
    ):
        raise RuleError(
            _("Whoever asked may no longer have this. Refuse it."), code="right_lost"
        )
    found.job = jobs.enqueue(
        kind=whole_exports.KIND,
        owner=asker,
        at=at,
        params={"request": found.pk},
        total=found.rows,
    )
    return _decide(found, State.APPROVED, by=by, at=at, answer=answer)


@transaction.atomic
def refuse(
    *, request: ExportRequest, by: User, at: datetime, answer: str
) -> ExportRequest:
    """Not this; the requester is told why."""
    if not answer.strip():
        raise RuleError(_("Say why not."), code="no_answer")
    found = _decidable(request, by=by, at=at)
    return _decide(found, State.REFUSED, by=by, at=at, answer=answer)


@transaction.atomic
def withdraw(*, request: ExportRequest, by: User, at: datetime) -> ExportRequest:
    """No longer needed; only by whoever asked."""
    found = lock(request)
    if found.requested_by_id != by.pk:
        raise RuleError(_("This is somebody else's request."), code="not_own")
    _check_waiting(found, at=at)
    found.state = State.WITHDRAWN
    found.save()
    record(kind="export_request.withdrawn", subject=found, by=by, at=at)
    return found


@transaction.atomic
def hand_over(job: Job, *, by: User, at: datetime) -> None:
    """The file leaves, once; what is kept of it goes with it."""
    found = lock(ExportRequest.objects.get(job=job.pk))
    if found.state != State.APPROVED:
        raise RuleError(_("The file was fetched, or is gone."), code="fetched")
    found.state, found.fetched_at = State.FETCHED, at
    found.save()
    record(kind="export_request.fetched", subject=found, by=by, at=at)
    _drop(found, at=at)


def expire(*, at: datetime) -> int:
    """What nobody decided in three days, or fetched within one, ends."""
    late = ExportRequest.objects.filter(_late(at)).values_list("pk", flat=True)
    return sum(_end(pk, at=at) for pk in late[:500])


def _late(at: datetime) -> Q:
    return Q(state=State.WAITING, expires_at__lte=at) | Q(
        state=State.APPROVED, decided_at__lte=at - whole_exports.FETCH_WITHIN
    )


@transaction.atomic
def _end(pk: int, *, at: datetime) -> bool:
    rows = ExportRequest.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.filter(_late(at), pk=pk).first()
    if found is None:
        return False
    is_waiting = found.state == State.WAITING
    found.state = State.EXPIRED if is_waiting else State.LAPSED
    found.save()
    record(kind=f"export_request.{found.state}", subject=found, by=None, at=at)
    _tell_requester(found, at=at)
    if not is_waiting:
        _drop(found, at=at)
    return True


def _drop(found: ExportRequest, *, at: datetime) -> None:
    """Nothing of the file stays, once this is sure."""
    name = Job.objects.values_list("result_file", flat=True).get(pk=found.job_id)
    Job.objects.filter(pk=found.job_id).update(result_file="", updated_at=at)
    transaction.on_commit(lambda: jobs.FILES.drop(name))


def _decidable(request: ExportRequest, *, by: User, at: datetime) -> ExportRequest:
    found = lock(request)
    if found.requested_by_id == by.pk:
        raise RuleError(_("A second person has to decide."), code="own")
    if not policy.can(by, "export_request.approve", found):
        raise RuleError(_("This is not yours to decide."), code="forbidden")
    _check_waiting(found, at=at)
    return found


def _check_waiting(found: ExportRequest, *, at: datetime) -> None:
    if found.state != State.WAITING or found.expires_at <= at:
        raise RuleError(_("This request is closed."), code="closed")


def _decide(found: ExportRequest, state, *, by, at, answer: str) -> ExportRequest:
    found.state, found.decided_by, found.decided_at = state, by, at
    found.answer = _words(answer)
    found.save()
    record(kind=f"export_request.{state}", subject=found, by=by, at=at)
    _tell_requester(found, at=at)
    return found


def _tell_requester(found: ExportRequest, *, at: datetime) -> None:
    reminders.schedule(
        kind=DECIDED,
        subject=found,
        due_at=at,
        recipient=found.requested_by,
        edition=found.state,
    )


def _chosen(kind: ListKind, whole: list[str]) -> list[str]:
    chosen = [column.key for column in kind.whole_columns if column.key in whole]
    if not chosen or set(chosen) != set(whole):
        raise RuleError(_("Choose which numbers you need."), code="no_columns")
    return chosen


def _reason(purpose: str, reason: str) -> str:
    if purpose not in AccessRecord.Purpose.values:
        raise RuleError(_("Say what it is for."), code="purpose_missing")
    reason = _words(reason)
    if len(reason) < SHORTEST_REASON:
        raise RuleError(_("Say in a few words what it is for."), code="reason_missing")
    return reason


def _words(text: str) -> str:
    text = " ".join(text.split())[:200]
    if holds_personal_number(text):
        raise RuleError(
            _("ID and phone numbers must not stand here."), code="personal_number"
        )
    return text


def _place(by: User, kind: ListKind) -> Area:
    """The smallest area that holds all this person may take away of it."""
    scope = policy.scope(by, kind.export_permission)
    paths = list(
        Area.objects.filter(pk__in=scope.area_ids).values_list("path", flat=True)
    )
    if not paths:
        return by.home_area
    first, last = min(paths), max(paths)
    ends = range(len(first), 0, -8)
    shared = next((first[:end] for end in ends if last.startswith(first[:end])), "")
    return Area.objects.get(path=shared) if shared else by.home_area


whole_exports.add_job(hand_over)
