"""A day's round: proposed, changed by hand, walked, and what is left carried over."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households import proposals, way
from households.models import Household, Reason, Round, RoundStop, Visit
from households.proposals import Proposal
from households.workflow import rounds as workflow_rounds
from households.workflow.rounds import RoundState
from station import policy
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

SIZE = 12  # proposed unless somebody wants another number
MOST = 40  # doors of one day
AHEAD = timedelta(days=14)
CARRIED_FROM = timedelta(days=7)  # what is older is proposed anew by its need
UP, DOWN = "up", "down"

# A passed door at which somebody was met after all is ticked too.
TICK = """
UPDATE households_roundstop stop
SET visited_id = %(visit)s, skipped_reason = '', updated_at = %(at)s
FROM households_round tour
WHERE tour.id = stop.round_id AND tour."on" = %(on)s
  AND stop.household_id = %(household)s AND stop.visited_id IS NULL
"""


@transaction.atomic
def plan(
    *,
    officer: User,
    area: Area,
    on: date,
    by: User,
    at: datetime,
    size: int = SIZE,
    households: Iterable[Household] = (),
) -> Round:
    """Make the round of a day: what was left over, what is chosen, what is needed."""
    check_plan(officer, area, on, size, by=by, at=at)
    made, is_new = Round.objects.get_or_create(
        officer=officer, on=on, defaults={"area": area, "made_by": by}
    )
    if not is_new:
        raise RuleError(
            _("There is a round for this day already: change that one."), code="exists"
        )
    doors = _first_doors(made, households)
    taken = [proposal.household.pk for proposal in doors]
    if len(doors) < size:
        doors += proposals.propose(
            officer=officer, area=area, on=on, size=size - len(doors), without=taken
        )
    _write(made, proposals.in_order(doors[: max(size, len(taken))]))
    tell(made, by=by, at=at)
    return made


@transaction.atomic
def add(
    *,
    tour: Round,
    households: Iterable[Household],
    by: User,
    at: datetime,
    version: int | None = None,
) -> Round:
    """Put households on the round by hand, at its end."""
    row = _open(tour, version)
    known = set(row.stops.values_list("household_id", flat=True))
    wanted = [h for h in dict.fromkeys(households) if h.pk not in known]
    check_doors(row, wanted, len(known) + len(wanted))
    last = max(row.stops.values_list("order", flat=True), default=0)
    RoundStop.objects.bulk_create(
        RoundStop(round=row, household=found, order=last + n, reasons=[Reason.CHOSEN])
        for n, found in enumerate(wanted, start=1)
    )
    return _changed(row, "round.added", by=by, at=at, also=wanted)


@transaction.atomic
def put_on(
    *, household: Household, officer: User, on: date, by: User, at: datetime
) -> Round:
    """Put a household on somebody's round of a day; without one it is made."""
    check_plan(officer, household.area, on, 1, by=by, at=at)
    row, is_new = Round.objects.get_or_create(
        officer=officer,
        on=on,
        defaults={"area": officer.home_area or household.area, "made_by": by},
    )
    if is_new:
        tell(row, by=by, at=at)
    return add(tour=row, households=[household], by=by, at=at)


@transaction.atomic
def remove(
    *, tour: Round, stop: RoundStop, by: User, at: datetime, version: int | None = None
) -> Round:
    """Take a door off the round again."""
    row = _open(tour, version)
    found = _stop(row, stop)
    if found.visited_id is not None:
        raise RuleError(_("Somebody was at this door already."), code="visited")
    found.delete()
    return _changed(row, "round.removed", by=by, at=at, also=[found.household])


@transaction.atomic
def move(
    *,
    tour: Round,
    stop: RoundStop,
    direction: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Round:
    """One door earlier or later."""
    row = _open(tour, version)
    stops = list(row.stops.in_order())
    index = stops.index(_stop(row, stop))
    other = index + (1 if direction == DOWN else -1)
    if not 0 <= other < len(stops):
        raise RuleError(_("It cannot go further that way."), code="at_the_end")
    stops[index], stops[other] = stops[other], stops[index]
    _renumber(stops)
    return _changed(row, "round.reordered", by=by, at=at)


@transaction.atomic
def shorten(*, tour: Round, by: User, at: datetime, version: int | None = None):
    """Put the doors that are left into the order of the short way."""
    row = _open(tour, version)
    stops = list(row.stops.in_order().select_related("household__address"))
    left = [stop for stop in stops if stop.is_open]
    settled = [stop for stop in stops if not stop.is_open]
    order = way.ordered([way.door_of(stop.household.address) for stop in left])
    _renumber([*settled, *(left[index] for index in order)])
    return _changed(row, "round.reordered", by=by, at=at)


@transaction.atomic
def skip(
    *,
    tour: Round,
    stop: RoundStop,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Round:
    """Pass a door today, and say why; it comes back by its need."""
    row = _open(tour, version)
    found = _stop(row, stop)
    if not found.is_open:
        raise RuleError(_("This door is settled already."), code="visited")
    if not reason.strip():
        raise RuleError(_("Say why this door is passed."), code="no_reason")
    found.skipped_reason = reason.strip()
    found.save()
    return _changed(
        row, "round.skipped", by=by, at=at, also=[found.household], note=reason
    )


@transaction.atomic
def start(*, tour: Round, by: User, at: datetime, version: int | None = None) -> Round:
    """Off one goes."""
    row = lock(tour, version=version)
    if row.on > timezone.localdate(at):
        raise RuleError(_("This round is planned for another day."), code="not_today")
    _to(row, RoundState.STARTED)
    row.started_at, row.finished_at = row.started_at or at, None
    return _changed(row, "round.started", by=by, at=at)


@transaction.atomic
def finish(*, tour: Round, by: User, at: datetime, version: int | None = None) -> Round:
    """Done for the day; what is left comes up in the next round."""
    row = lock(tour, version=version)
    _to(row, RoundState.DONE)
    row.finished_at = at
    return _changed(row, "round.finished", by=by, at=at)


def tick(visit: Visit) -> None:
    """A visit settles its door on whichever round of its day has it."""
    if visit.household_id is None:
        return
    on = timezone.localdate(visit.visited_at)
    told = {"visit": visit.pk, "household": visit.household_id, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(TICK, {**told, "at": visit.created_at})
        ticked = cursor.rowcount
    if not ticked:
        return
    Round.objects.filter(
        stops__visited=visit, state=RoundState.PLANNED, officer=visit.visited_by
    ).update(state=RoundState.STARTED, started_at=visit.visited_at)


def check_plan(officer, area, on, size, *, by, at) -> None:
    today = timezone.localdate(at)
    if not today <= on <= today + AHEAD:
        raise RuleError(
            _("A round is planned for today or the coming two weeks."), code="bad_day"
        )
    if not 1 <= size <= MOST:
        raise RuleError(
            _("A round has between 1 and %(n)s doors.") % {"n": MOST}, code="bad_size"
        )
    if officer != by and not policy.covers(by, "round.assign", area):
        raise RuleError(_("You cannot plan for others here."), code="not_yours")
    if not policy.covers(officer, "visit.create", area):
        raise RuleError(
            _("%(name)s makes no visits there.") % {"name": officer.name},
            code="not_their_area",
        )


def tell(made: Round, *, by: User, at: datetime) -> None:
    """It is written down, and told to who goes unless that is who planned it."""
    record(kind="round.planned", subject=made, by=by, at=at)
    if by != made.officer:
        reminders.schedule(
            kind="round.assigned",
            subject=made,
            due_at=at,
            recipient=made.officer,
            area=made.area,
        )


def _first_doors(made: Round, households: Iterable[Household]) -> list[Proposal]:
    """Those chosen by hand and those left over, each once."""
    chosen = list(dict.fromkeys(households))
    check_doors(made, chosen, len(chosen))
    doors = [Proposal(household, [Reason.CHOSEN]) for household in chosen]
    left = _left_over(made).exclude(household__in=[h.pk for h in chosen])
    room = MOST - len(doors)
    return doors + [_carried(stop) for stop in left[:room]]


def _left_over(made: Round):
    """Doors of the officer's last rounds that nobody knocked at or passed."""
    visible = Household.objects.visible_to(made.officer).present()
    last = (
        Round.objects.filter(
            officer=made.officer, on__lt=made.on, on__gte=made.on - CARRIED_FROM
        )
        .order_by("-on")
        .first()
    )
    return (
        RoundStop.objects.open()
        .filter(round=last, household__in=visible)
        .select_related("household__address", "round")
        .in_order()
    )


def _carried(stop: RoundStop) -> Proposal:
    reasons = [code for code in stop.reasons if code != Reason.CARRIED]
    found = Proposal(stop.household, [Reason.CARRIED, *reasons])
    found.carried_from = stop.carried_from or stop.round.on
    return found


def _write(made: Round, doors: list[Proposal]) -> None:
    RoundStop.objects.bulk_create(
        RoundStop(
            round=made,
            household=proposal.household,
            order=order,
            reasons=proposal.reasons,
            carried_from=proposal.carried_from,
        )
        for order, proposal in enumerate(doors, start=1)
    )


def check_doors(row: Round, households: list[Household], count: int) -> None:
    if count > MOST:
        raise RuleError(
            _("A round has between 1 and %(n)s doors.") % {"n": MOST}, code="bad_size"
        )
    for household in households:
        if household.left_on is not None:
            raise RuleError(_("This household has moved away."), code="moved_away")
        if not policy.can(row.officer, "visit.create", household):
            raise RuleError(
                _("%(name)s makes no visits there.") % {"name": row.officer.name},
                code="not_their_area",
            )


def _open(tour: Round, version: int | None) -> Round:
    row = lock(tour, version=version)
    if not row.is_open:
        raise RuleError(
            _("This round is finished: start it again first."), code="finished"
        )
    return row


def _stop(row: Round, stop: RoundStop) -> RoundStop:
    found = row.stops.filter(pk=stop.pk).select_related("household").first()
    if found is None:
        raise RuleError(_("This door is not on the round any more."), code="gone")
    return found


def _to(row: Round, state: RoundState) -> None:
    if not workflow_rounds.allows(row.state, state):
        raise RuleError(
            _("The round is “%(state)s” already.") % {"state": row.get_state_display()},
            code="wrong_state",
        )
    row.state = state


def _renumber(stops: list[RoundStop]) -> None:
    for order, stop in enumerate(stops, start=1):
        stop.order = order
    RoundStop.objects.bulk_update(stops, ["order"])


def _changed(row: Round, kind: str, *, by, at, also=(), note: str = "") -> Round:
    row.version += 1
    row.save()
    record(kind=kind, subject=row, by=by, at=at, also=also, note=note)
    return row
