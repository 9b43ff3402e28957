"""What the pages of an alert and of a group show of its sendings."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from antifraud import dispatch
from antifraud import sending_words as words
from antifraud.actions import sendings
from antifraud.limits import Book
from antifraud.models import AlertSending, Audience
from antifraud.workflow.alerts import AlertStatus
from antifraud.workflow.sendings import Channel, SendingStatus, why
from station import policy

SHOWN = 8  # of those held back, each with its reason


@dataclass(frozen=True)
class Tally:
    """How many are in one state, and where to see them."""

    label: str
    count: int
    tone: str
    url: str


def of_alert(request, alert) -> dict | None:
    """How it stands with its groups, what is held back and why, the next step."""
    rows = AlertSending.objects.visible_to(request.user).filter(alert=alert)
    counts = dict(rows.values_list("status").annotate(n=Count("pk")).order_by())
    if not counts:
        return _forecast(request.user, alert)
    told = rows.filter(status__in=[SendingStatus.FAILED, SendingStatus.UNSURE])
    held = (rows.held() | told).for_list().order_by("status", "due_at", "pk")
    base = f"{reverse('antifraud:sending_list')}?alert={alert.pk}"
    return {
        "alert": alert,
        "tallies": [
            Tally(
                status.label,
                counts[status],
                words.TONES[status],
                f"{base}&state={status}",
            )
            for status in SendingStatus
            if status in counts
        ],
        "held": [
            (row, words.state_of(row), words.tone_of(row), words.reason_of(row))
            for row in held[:SHOWN]
        ],
        "url": base,
        "to_hand": _to_hand(request.user, alert)
        if SendingStatus.TO_HAND in counts
        else 0,
    }


def _forecast(user, alert) -> dict | None:
    """Before it is let go: which of its groups would be held back at this hour."""
    if alert.status not in {AlertStatus.DRAFT, AlertStatus.SUBMITTED}:
        return None
    verdicts = sendings.forecast(alert=alert, at=timezone.now())
    scope = policy.scope(user, "alert.view")
    seen = alert.audiences.filter(alert.audiences.scope_condition(scope, user))
    known = set(seen.values_list("pk", flat=True))
    held = [(row, why(verdict.held_by, verdict.figures), verdict)
            for row, verdict in verdicts if verdict.held_by]  # fmt: skip
    if not held:
        return None
    return {
        "alert": alert,
        "goes": len(verdicts) - len(held),
        "stays": sum(verdict.is_held for _row, _why, verdict in held),
        "waits": sum(not verdict.is_held for _row, _why, verdict in held),
        "foreseen": [
            (row.audience, reason, verdict)
            for row, reason, verdict in held
            if row.audience_id in known
        ][:SHOWN],
    }


def _to_hand(user, alert) -> int:
    """How many of them this person may hand over."""
    rows = AlertSending.objects.visible_to(user, "send").filter(alert=alert)
    return rows.to_hand().count()


def of_audience(request, audience: Audience) -> dict | None:
    """How much the group may still hear in this period, and when it is left in peace."""
    if not policy.can(request.user, "alert_limit.view"):
        return None
    book, now = Book(), timezone.now()
    row = book.row_of(audience.area)
    rules = book.rules_of(audience.area)
    rows = AlertSending.objects.filter(audience=audience).sent()
    had = rows.filter(sent_at__gt=now - rules.period).count()
    goes_at, hold = book.next_hour(now, rules)
    return {
        "rules": rules,
        "had": had,
        "left": max(rules.audience_cap - had, 0),
        "set_in": row.area.name if row else "",
        "quiet_until": goes_at if hold else None,
        "secret": _secret(request.user, audience),
    }


def _secret(user, audience: Audience) -> str:
    """For whoever sets up the receiving side of a web address."""
    if audience.channel != Channel.WORK_CHAT or not audience.is_active:
        return ""
    if not policy.can(user, "audience.reveal", audience):
        return ""
    return dispatch.secret_of(audience)
