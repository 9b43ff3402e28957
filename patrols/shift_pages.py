"""What the pages of shifts have in common: the steps one may take, who is on it."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from households.views.ledger import Button, Item
from patrols.models import Shift, SignUp, Team
from patrols.scoping import teams_led
from patrols.workflow.people import Skill
from patrols.workflow.rosters import RUNNING, ShiftStatus, SignUpStatus
from station import phrasing, policy

TONES = {
    SignUpStatus.CONFIRMED: "green",
    SignUpStatus.PROPOSED: "amber",
    SignUpStatus.REQUESTED: "amber",
    SignUpStatus.WAITING: "blue",
}


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"patrols:{name}", args=args)


PARTS = (
    ("shift_list", gettext_lazy("Shifts"), "shift.view"),
    ("period_list", gettext_lazy("Rosters"), "roster.view"),
    ("swap_list", gettext_lazy("Swaps"), "swap.view"),
    ("template_list", gettext_lazy("Weekly shifts"), "roster.edit"),
)


def parts(user, current: str) -> list:
    """Shifts, rosters, swaps and weekly shifts, side by side."""
    found = [
        (label, to(name), name == current)
        for name, label, permission in PARTS
        if policy.can(user, permission)
        and (name != "template_list" or may_roster(user))
    ]
    return found if len(found) > 1 else []


def may_roster(user) -> bool:
    """Does this person roster any team? Every volunteer might, few do."""
    scope = policy.scope(user, "shift.create")
    if scope.everything or scope.area_ids:
        return True
    return scope.assigned and teams_led(Team, user).exists()


def may_on(user, permission: str, shift: Shift) -> bool:
    """May this person do it to whoever is on the shift?"""
    scope = policy.scope(user, permission)
    if scope.everything or shift.area_id in scope.area_ids:
        return True
    return scope.assigned and shift.is_led_by(user)


def hours(shift: Shift, *, now: datetime) -> str:
    """Tomorrow 19:00–21:00."""
    start = phrasing.moment(shift.starts_at, now=now)
    return f"{start}–{timezone.localtime(shift.ends_at):%H:%M}"


def own_buttons(
    shift: Shift, own: SignUp | None, *, is_free: bool, barred: list, now: datetime
) -> list[Button]:
    """What a volunteer can do about the own place, or to get one."""
    ahead = shift.status == ShiftStatus.OPEN and shift.starts_at > now
    if not ahead:
        return []
    if own is None or own.status not in RUNNING:
        return _coming(shift, is_free=is_free, barred=barred)
    if own.status == SignUpStatus.PROPOSED:
        return [
            Button(_("I cannot"), "x", to("sign_up_decline", own.pk), "quiet"),
            Button(
                _("Yes, I come"), "check", to("sign_up_accept", own.pk), "primary", True
            ),
        ]
    label = _("Withdraw")
    if own.status == SignUpStatus.WAITING:
        label = _("Leave the waiting list")
    found = [Button(label, "x", to("sign_up_withdraw", own.pk), "quiet")]
    if own.status == SignUpStatus.CONFIRMED:
        url = to("swap_offer", own.pk)
        found.append(Button(_("Offer my place"), "arrows-exchange", url))
    return found


def _coming(shift: Shift, *, is_free: bool, barred: list) -> list[Button]:
    if barred:
        return []
    url = to("shift_sign_up", shift.pk)
    if is_free:
        return [Button(_("Sign up"), "user-plus", url, "primary", True)]
    return [Button(_("Join the waiting list"), "hourglass", url, "primary", True)]


def place_item(row: SignUp, *, may: bool, now: datetime) -> Item:
    """Somebody on the shift, as whoever leads the team sees it."""
    notes = [row.get_source_display()]
    if row.attendance:
        notes.append(row.get_attendance_display())
    return Item(
        row.volunteer.name,
        " · ".join(map(str, notes)),
        at=row.asked_at,
        badge=row.get_status_display(),
        tone=TONES.get(row.status, "grey"),
        buttons=_lead_buttons(row, now=now) if may else [],
    )


def _lead_buttons(row: SignUp, *, now: datetime) -> list[Button]:
    pk = row.pk
    if row.shift.starts_at <= now:
        return _attendance(row) if row.status == SignUpStatus.CONFIRMED else []
    found = []
    if row.status == SignUpStatus.REQUESTED:
        found = [
            Button(_("Approve"), "check", to("sign_up_approve", pk), "soft", True),
            Button(_("Refuse"), "x", to("sign_up_refuse", pk), "quiet"),
        ]
    take_off = Button(
        pgettext("shift", "Take off"), "logout", to("sign_up_remove", pk), "quiet"
    )
    return [*found, take_off]


def _attendance(row: SignUp) -> list[Button]:
    label = pgettext("shift", "Attendance")
    tone = "quiet" if row.attendance else "soft"
    return [Button(label, "user-check", to("sign_up_attend", row.pk), tone)]


def prefilled(shift: Shift) -> str:
    """The address of a new shift like this one."""
    start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    said = {
        "team": shift.team_id,
        "kind": shift.kind_id,
        "place": shift.place,
        "from": f"{start:%H:%M}",
        "until": f"{end:%H:%M}",
        "needed": shift.needed,
    }
    return f"{to('shift_create')}?{urlencode(said)}"


def skill_words(codes: list[str]) -> str:
    """Skills as a station says them."""
    words = dict(Skill.choices)
    return _(", ").join(str(words[code]) for code in codes)
