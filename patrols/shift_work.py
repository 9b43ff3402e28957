"""What people owe about shifts: an answer of one's own, the captain's approval."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from patrols.models import SignUp, Swap, Team
from patrols.scoping import teams_led
from patrols.workflow.rosters import ShiftStatus, SignUpStatus, SwapStatus
from station import phrasing
from station.registry import WorkItem

MOST = 60
NOTED_WITHIN = timedelta(days=7)


def _ahead(status: str, *, now: datetime):
    rows = SignUp.objects.filter(
        status=status, shift__status=ShiftStatus.OPEN, shift__starts_at__gt=now
    )
    return rows.for_list().defer("volunteer__phone").order_by("shift__starts_at", "pk")


def to_answer(user, now: datetime) -> Iterator[WorkItem]:
    """Shifts one is put down for: yes or no."""
    rows = _ahead(SignUpStatus.PROPOSED, now=now).filter(volunteer__user=user)
    for row in rows[:MOST]:
        yield _item(row, _("Will you come?"), "help-circle", now=now)


def to_approve(user, now: datetime) -> Iterator[WorkItem]:
    """Whoever signed up where the captain approves: the captain's to say."""
    rows = _ahead(SignUpStatus.REQUESTED, now=now)
    led = rows.filter(shift__team__in=teams_led(Team, user))
    for row in led[:MOST]:
        label = _("To approve: %(who)s") % {"who": row.volunteer.name}
        yield _item(row, label, "user-check", now=now)


def swaps_to_approve(user, now: datetime) -> Iterator[WorkItem]:
    """Swaps both sides agree on, where the captain approves."""
    rows = Swap.objects.filter(
        status=SwapStatus.TAKEN,
        sign_up__shift__starts_at__gt=now,
        sign_up__shift__team__in=teams_led(Team, user),
    )
    rows = rows.select_related(
        "sign_up__shift__team", "sign_up__shift__area", "sign_up__shift__route"
    )
    for row in rows.order_by("sign_up__shift__starts_at", "pk")[:MOST]:
        yield _item(row.sign_up, _("A swap to approve"), "arrows-exchange", now=now)


def to_note(user, now: datetime) -> Iterator[WorkItem]:
    """Who came, of those who cannot go on duty by phone: the captain notes it."""
    rows = SignUp.objects.filter(
        status=SignUpStatus.CONFIRMED,
        attendance="",
        patrol=None,
        volunteer__user=None,
        shift__status=ShiftStatus.OPEN,
        shift__ends_at__range=(now - NOTED_WITHIN, now),
        shift__team__in=teams_led(Team, user),
    )
    rows = rows.for_list().defer("volunteer__phone").order_by("shift__ends_at", "pk")
    for row in rows[:MOST]:
        label = _("Did %(who)s come?") % {"who": row.volunteer.name}
        yield _item(row, label, "user-check", now=now)


def _item(row: SignUp, label: str, icon: str, *, now: datetime) -> WorkItem:
    shift = row.shift
    return WorkItem(
        title=f"{phrasing.moment(shift.starts_at, now=now)} · {shift.place_name}",
        url=shift.get_absolute_url(),
        due_at=shift.starts_at,
        kind_label=label,
        icon=icon,
        area_name=shift.area.name,
        detail=shift.team.name,
    )
