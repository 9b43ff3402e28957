"""Whom places on shifts concern, and what to say: the volunteer, or who leads the team."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols.actions import shift_reminders as kinds
from patrols.models import Membership, Shift, SignUp
from patrols.workflow.rosters import (
    HOLDING,
    RUNNING,
    ShiftStatus,
    SignUpStatus,
)
from station import phrasing, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind

TO_VOLUNTEER = {
    kinds.PROPOSED: gettext_lazy("You are put down for a shift: say yes or no"),
    kinds.CONFIRMED: gettext_lazy("You are on the shift"),
    kinds.REFUSED: gettext_lazy("Not approved for the shift"),
    kinds.REMOVED: gettext_lazy("You are no longer on the shift"),
    kinds.CHANGED: gettext_lazy("Your shift was changed"),
    kinds.AHEAD: gettext_lazy("Your next shift"),
}
TO_CAPTAIN = {
    kinds.REQUESTED: gettext_lazy("Signed up for a shift: approve or not"),
    kinds.UNANSWERED: gettext_lazy("No answer from whom you put down"),
}
SHORT = gettext_lazy("A place on a shift became free")
# The states in which a notice still concerns anybody.
STILL = {
    kinds.PROPOSED: (SignUpStatus.PROPOSED,),
    kinds.CONFIRMED: (SignUpStatus.CONFIRMED,),
    kinds.REFUSED: (SignUpStatus.REFUSED,),
    kinds.REMOVED: (SignUpStatus.WITHDRAWN, SignUpStatus.CANCELLED),
    kinds.CHANGED: RUNNING,
    kinds.AHEAD: (SignUpStatus.CONFIRMED,),
    kinds.REQUESTED: (SignUpStatus.REQUESTED,),
    kinds.UNANSWERED: (SignUpStatus.PROPOSED,),
}


def key_of(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def leaders_of(teams: dict[int, str], *, at: datetime) -> dict[int, list[int]]:
    """Captain and deputies of each team; where there is none, the officer in charge.

    ``teams`` gives the path of each team's area.
    """
    rows = Membership.objects.leading().filter(
        team__in=teams, volunteer__user__is_active=True
    )
    found = defaultdict(list)
    for team, user in rows.order_by("pk").values_list("team", "volunteer__user"):
        found[team].append(user)
    without = {pk: path for pk, path in teams.items() if pk not in found}
    if without:
        roster = Roster(set(without.values()), on=working_days.local_date(at))
        found |= {pk: roster.successor(path) for pk, path in without.items()}
    return found


def of_places(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The volunteer; who has no account is called by whoever leads the team."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = SignUp.objects.filter(pk__in=keys).values(
        "pk",
        "status",
        "shift__team",
        "shift__team__area__path",
        user=F("volunteer__user"),
        is_active=F("volunteer__user__is_active"),
    )
    found = {row["pk"]: row for row in rows}
    teams = {
        row["shift__team"]: row["shift__team__area__path"] for row in found.values()
    }
    leaders = leaders_of(teams, at=at)
    told = {}
    for reminder in reminders:
        row = found.get(key_of(reminder))
        if row is None or row["status"] not in STILL[reminder.kind]:
            continue
        own = [row["user"]] if row["is_active"] else []
        to_own = reminder.kind in TO_VOLUNTEER and own
        told[reminder.pk] = own if to_own else leaders[row["shift__team"]]
    return told


def place_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which shift, and whose place where it is somebody else's."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = SignUp.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows.defer("volunteer__phone")}
    labels = {**TO_VOLUNTEER, **TO_CAPTAIN}
    return {
        reminder.pk: _of_place(labels[reminder.kind], found[key_of(reminder)], user)
        for reminder in reminders
        if key_of(reminder) in found
    }


def _of_place(label, row: SignUp, user) -> Notice:
    is_own = row.volunteer.user_id == user.pk
    detail = [] if is_own else [row.volunteer.name]
    if row.status in {SignUpStatus.CANCELLED, SignUpStatus.REFUSED} and row.reason:
        detail.append(row.reason)
    return notice_of(label, row.shift, user, detail=" · ".join(detail))


def notice_of(label, shift: Shift, user, *, detail: str = "") -> Notice:
    """A label, then when and where."""
    when = phrasing.in_full(shift.starts_at)
    words = {"what": label, "who": f"{when} {shift.place_name}"}
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % words,
        url=shift.get_absolute_url(),
        detail=detail or shift.team.name,
        outside=_("%(what)s · %(who)s") % words,
    )


def of_short(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever leads the team, as long as somebody is missing."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = _short(at=at).filter(pk__in=keys)
    found = {pk: (team, path) for pk, team, path in rows.values_list(
        "pk", "team", "team__area__path")}  # fmt: skip
    leaders = leaders_of(dict(found.values()), at=at)
    return {
        reminder.pk: leaders[found[key_of(reminder)][0]]
        for reminder in reminders
        if key_of(reminder) in found
    }


def _short(*, at: datetime):
    held = Count("sign_ups", filter=Q(sign_ups__status__in=HOLDING))
    rows = Shift.objects.filter(status=ShiftStatus.OPEN, starts_at__gt=at)
    return rows.annotate(held=held).filter(held__lt=F("needed"))


def short_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which shift is short of people."""
    return shift_words(reminders, user, SHORT)


def shift_words(reminders: Iterable[Reminder], user, label) -> dict[int, Notice]:
    """The same words for every reminder about a shift."""
    reminders = list(reminders)
    keys = {key_of(reminder) for reminder in reminders}
    rows = Shift.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: notice_of(label, found[key_of(reminder)], user)
        for reminder in reminders
        if key_of(reminder) in found
    }


KINDS = [
    *(
        ReminderKind(key, label, of_places, place_words, "calendar-event")
        for key, label in {**TO_VOLUNTEER, **TO_CAPTAIN}.items()
    ),
    ReminderKind(kinds.SHORT, SHORT, of_short, short_words, "users"),
]
