"""A round of all a village's venues: what failed last time first, then what is late."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.utils.translation import gettext as _

from households.models import InspectionRound, InspectionStop, Unit
from households.workflow.inspections import WITH_US, RoundState
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "households_inspectionround_one_open"


def queue(area: Area, *, at: datetime, only_due: bool = False):
    """The venues of a village in the order of the round."""
    today = working_days.local_date(at)
    rows = Unit.objects.venues().filter(area__path__startswith=area.path)
    if only_due:
        rows = rows.inspection_due(on=today)
    failing = Count("hazards", filter=Q(hazards__status__in=WITH_US))
    is_late = Q(inspection_due_on__isnull=True) | Q(inspection_due_on__lt=today)
    return (
        rows.annotate(failing=failing, late=_as_flag(is_late))
        .order_by(
            _as_flag(Q(last_fault_count__gt=0) | Q(failing__gt=0)).desc(),
            F("late").desc(),
            "address__text",
            "pk",
        )
        .select_related("address")
    )


def _as_flag(condition: Q):
    return Case(When(condition, then=Value(1)), default=Value(0))


@transaction.atomic
def start(
    *, area: Area, by: User, at: datetime, only_due: bool = False
) -> InspectionRound:
    """Begin a round; one that is under way is taken up again."""
    found = InspectionRound.objects.filter(
        area=area, officer=by, state=RoundState.OPEN
    ).first()
    if found is not None:
        return found
    units = list(queue(area, at=at, only_due=only_due))
    if not units:
        raise RuleError(_("No venue is to be inspected here."), code="nothing")
    with refusing_twins(**{TWIN: _("A round is under way here already.")}):
        made = InspectionRound.objects.create(area=area, officer=by, started_at=at)
    InspectionStop.objects.bulk_create(
        InspectionStop(round=made, unit=unit, order=number)
        for number, unit in enumerate(units, start=1)
    )
    record(kind="inspection_round.started", subject=made, by=by, at=at)
    return made


@transaction.atomic
def skip(
    *, stop: InspectionStop, reason: str, by: User, at: datetime
) -> InspectionStop:
    """Pass a venue over in this round, with the reason; it stays due."""
    stop = lock(stop)
    if not reason.strip():
        raise RuleError(_("Say why it is passed over."), code="no_reason")
    if stop.inspection_id is not None:
        raise RuleError(
            _("This venue was inspected in this round already."), code="inspected"
        )
    stop.skipped_reason = reason.strip()[:120]
    stop.save(update_fields=["skipped_reason"])
    record(
        kind="inspection_round.skipped",
        subject=stop.round,
        also=[stop.unit],
        by=by,
        at=at,
        note=stop.skipped_reason,
    )
    return stop


@transaction.atomic
def finish(*, round_: InspectionRound, by: User, at: datetime) -> InspectionRound:
    """The round is over; what was left stays due."""
    round_ = lock(round_)
    if not round_.is_open:
        raise RuleError(_("This round is finished already."), code="finished")
    round_.state, round_.finished_at = RoundState.DONE, at
    round_.save(update_fields=["state", "finished_at", "updated_at"])
    record(kind="inspection_round.finished", subject=round_, by=by, at=at)
    return round_


def finish_if_done(round_: InspectionRound, *, by: User, at: datetime) -> None:
    """After the last venue the round is over by itself."""
    waiting = round_.stops.filter(inspection__isnull=True, skipped_reason="")
    if round_.is_open and not waiting.exists():
        finish(round_=round_, by=by, at=at)
