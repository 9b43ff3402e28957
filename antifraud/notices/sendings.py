"""Whom waiting sendings concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from antifraud.actions.sending_ends import HAND_OVER, TROUBLE
from antifraud.models import Alert, AlertSending
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

ICON = "send"
SOON = timedelta(hours=2)  # by then somebody has put it into the group
LABELS = {
    HAND_OVER: gettext_lazy("Alert to be handed over"),
    TROUBLE: gettext_lazy("Alert that was not taken"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def waiting(kind: str):
    """The sendings this kind is about."""
    rows = AlertSending.objects
    return rows.to_hand() if kind == HAND_OVER else rows.in_trouble()


def _url(kind: str, alert_id: int) -> str:
    if kind == HAND_OVER:
        return reverse("antifraud:alert_hand_over", args=[alert_id])
    base = reverse("antifraud:sending_list")
    return f"{base}?state=trouble&alert={alert_id}"


def _kind(kind: str) -> ReminderKind:
    def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
        """Whoever keeps a group of the alert that still waits."""
        keys = {_key(reminder) for reminder in reminders}
        rows = waiting(kind).filter(alert__in=keys)
        owed = set(rows.values_list("alert_id", "audience__owner_id"))
        return {
            r.pk: [r.recipient_id]
            for r in reminders
            if (_key(r), r.recipient_id) in owed
        }

    def words(reminders: list[Reminder], user) -> dict[int, Notice]:
        keys = {_key(reminder) for reminder in reminders}
        rows = waiting(kind).visible_to(user, "send")
        rows = rows.filter(alert__in=keys, audience__owner=user)
        counts = dict(rows.values_list("alert").annotate(n=Count("pk")).order_by())
        alerts = Alert.objects.in_bulk(list(counts))
        return {
            r.pk: _notice(kind, alerts[key], counts[key], user)
            for r in reminders
            if (key := _key(r)) in alerts
        }

    return ReminderKind(kind, LABELS[kind], recipients, words, icon=ICON)


def _notice(kind: str, alert: Alert, count: int, user) -> Notice:
    title = _("%(what)s · %(who)s") % {"what": LABELS[kind], "who": alert.title}
    return Notice(
        recipient=user,
        title=title,
        url=_url(kind, alert.pk),
        detail=groups(count),
        outside=title,
    )


def groups(count: int) -> str:
    """Three groups."""
    return ngettext("%(n)d group", "%(n)d groups", count) % {"n": count}


KINDS = [_kind(HAND_OVER), _kind(TROUBLE)]


def owed(user, now: datetime):
    """What this person has to hand over or to look into, once for each alert."""
    for kind in LABELS:
        rows = waiting(kind).visible_to(user, "send").filter(audience__owner=user)
        found = rows.values("alert", "alert__title").order_by("alert")
        for row in found.annotate(n=Count("pk"), due_at=Min("due_at")):
            yield WorkItem(
                title=row["alert__title"],
                url=_url(kind, row["alert"]),
                due_at=row["due_at"] + SOON,
                kind_label=LABELS[kind],
                icon=ICON,
                detail=groups(row["n"]),
            )
