"""How invitations and undertakings stand on a page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import Invitation, JointMediation, Undertaking
from disputes.workflow.joint import (
    Answer,
    Attendance,
    JointStatus,
    UndertakingStatus,
)
from households.views.ledger import Button, Item
from station import phrasing

ANSWER_TONES = {Answer.ACCEPTED: "green", Answer.OTHER_TIME: "amber"}
STATUS_TONES = {UndertakingStatus.DONE: "green", UndertakingStatus.NOT_KEPT: "red"}


def invitation_item(
    row: Invitation,
    joint: JointMediation,
    *,
    may_edit: bool,
    may_reveal: bool,
    now: datetime,
) -> Item:
    """Who, what they said, whether they came, and the next steps."""
    label, tone = _standing(row)
    reveal = reverse("station:reveal", args=["disputes.invitation", row.pk, "phone"])
    return Item(
        title=row.who,
        note=_note(row, now=now),
        badge=label,
        tone=tone,
        masked=row.phone_masked,
        reveal_url=reveal if may_reveal else "",
        buttons=_buttons(row, joint) if may_edit else [],
    )


def _standing(row: Invitation) -> tuple[str, str]:
    if row.attendance == Attendance.CAME:
        return row.get_attendance_display(), "green"
    if row.attendance == Attendance.ABSENT:
        return row.get_attendance_display(), "grey"
    if row.sent_at is None and row.answer == Answer.PENDING:
        return _("Not sent yet"), "amber"
    return row.get_answer_display(), ANSWER_TONES.get(row.answer, "grey")


def _note(row: Invitation, *, now: datetime) -> str:
    """Kind of partner, when it was sent and opened, and their words."""
    parts = [str(row.get_kind_display())]
    if row.sent_at:
        parts.append(
            _("sent %(when)s") % {"when": phrasing.moment(row.sent_at, now=now)}
        )
    if row.first_opened_at:
        when = phrasing.moment(row.first_opened_at, now=now)
        parts.append(_("opened %(when)s") % {"when": when})
    return " · ".join(parts) + (f"\n“{row.words}”" if row.words else "")


def _buttons(row: Invitation, joint: JointMediation) -> list[Button]:
    def to(name: str) -> str:
        return reverse(f"disputes:invitation_{name}", args=[row.pk])

    if joint.status == JointStatus.CALLED_OFF:
        return []
    is_over = joint.status == JointStatus.HELD
    send = Button(
        _("New letter and link") if row.sent_at else _("Letter and link"),
        "printer",
        to("send"),
        "quiet" if row.sent_at or is_over else "soft",
        is_post=True,
    )
    if is_over:
        return [send, Button(_("Attendance"), "pencil", to("attend"), "quiet")]
    return [
        send,
        Button(_("Note their answer"), "phone", to("answer"), "quiet"),
        Button(_("Take back"), "x", to("revoke"), "quiet"),
    ]


def undertaking_item(row: Undertaking) -> Item:
    """Who promised what, until when, and how it stands."""
    return Item(
        title=row.what,
        note=row.who,
        url=row.get_absolute_url(),
        due=row.due_on if row.is_open else None,
        at=row.settled_at,
        badge=str(row.get_status_display()),
        tone=STATUS_TONES.get(row.status, "grey"),
    )
