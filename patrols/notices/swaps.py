"""Whom swaps concern, and what to say."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from patrols.actions import swap_reminders as kinds
from patrols.models import Swap
from patrols.notices.rosters import accounts_of
from patrols.notices.shifts import key_of, leaders_of, notice_of
from patrols.workflow.rosters import SwapStatus
from station.models import Reminder
from station.registry import Notice, ReminderKind

LABELS = {
    kinds.OFFERED: gettext_lazy("A place is offered: can you take it?"),
    kinds.TAKEN: gettext_lazy("A swap to approve"),
    kinds.DONE: gettext_lazy("Swapped"),
    kinds.REFUSED: gettext_lazy("The swap was refused"),
}
STILL = {
    kinds.OFFERED: SwapStatus.OFFERED,
    kinds.TAKEN: SwapStatus.TAKEN,
    kinds.DONE: SwapStatus.DONE,
    kinds.REFUSED: SwapStatus.REFUSED,
}
PEOPLE = ("sign_up__volunteer", "offered_to", "taken_by")


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The team or the one asked, the captain, or both sides."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = Swap.objects.filter(pk__in=keys).select_related(
        "sign_up__shift__team__area", *PEOPLE
    )
    rows = rows.defer(*(f"{name}__phone" for name in PEOPLE))
    found = {row.pk: row for row in rows}
    shifts = [row.sign_up.shift for row in found.values()]
    mates = accounts_of({shift.team_id for shift in shifts})
    teams = {shift.team_id: shift.team.area.path for shift in shifts}
    leaders = leaders_of(teams, at=at)
    told = {}
    for reminder in reminders:
        row = found.get(key_of(reminder))
        if row is None or row.status != STILL[reminder.kind]:
            continue
        users = _users(reminder.kind, row, mates, leaders)
        if users or reminder.kind == kinds.TAKEN:
            told[reminder.pk] = users
    return told


def _users(kind: str, row: Swap, mates: dict, leaders: dict) -> list[int]:
    team, own = row.sign_up.shift.team_id, row.sign_up.volunteer.user_id
    if kind == kinds.TAKEN:
        return leaders[team]
    if kind == kinds.OFFERED and row.offered_to is None:
        return [user for user in mates.get(team, []) if user != own]
    if kind == kinds.OFFERED:
        users = [row.offered_to.user_id]
    else:
        users = [own, row.taken_by.user_id if row.taken_by else None]
    return [user for user in dict.fromkeys(users) if user is not None]


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which shift it is about."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = (
        Swap.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related(
            "sign_up__shift__team", "sign_up__shift__area", "sign_up__shift__route"
        )
    )
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: notice_of(
            LABELS[reminder.kind],
            found[key_of(reminder)].sign_up.shift,
            user,
            detail=found[key_of(reminder)].note,
        )
        for reminder in reminders
        if key_of(reminder) in found
    }


KINDS = [
    ReminderKind(key, label, recipients, words, "arrows-exchange")
    for key, label in LABELS.items()
]
