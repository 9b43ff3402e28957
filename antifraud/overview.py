"""The first page of anti-fraud work: what waits, what rises, what is ahead, this month."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud import figures
from antifraud.models import (
    Alert,
    AlertReading,
    AlertSending,
    CourseSession,
    Dissuasion,
    FraudCase,
    OutreachEvent,
    VictimContact,
    Wave,
)
from antifraud.workflow.alerts import AlertStatus
from antifraud.workflow.sendings import SendingStatus
from station import policy

MOST_COUNTED = 100  # shown as 99+
SHOWN = 5
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Matter:
    """Something that may wait for a person: whose rows, and where they stand."""

    key: str
    label: object
    icon: str
    permission: str
    rows: Callable[[object, datetime], object]
    url: Callable[[], str]


def _list(name: str, query: str = "") -> Callable[[], str]:
    return lambda: reverse(f"antifraud:{name}") + query


def _sendings(user):
    return AlertSending.objects.visible_to(user, "send")


MATTERS = (
    Matter(
        "dissuasions",
        gettext_lazy("People to dissuade"),
        "device-mobile",
        "dissuasion.answer",
        lambda user, _at: Dissuasion.objects.visible_to(user, "answer").unsettled(),
        _list("dissuasion_board"),
    ),
    Matter(
        "waves",
        gettext_lazy("Waves to judge"),
        "chart-line",
        "wave.decide",
        lambda user, _at: Wave.objects.visible_to(user, "decide").undecided(),
        _list("wave_list", "?state=open"),
    ),
    Matter(
        "approve",
        gettext_lazy("Alerts of others to approve"),
        "circle-check",
        "alert.approve",
        lambda user, _at: (
            Alert.objects.visible_to(user, "approve").waiting().not_of(user)
        ),
        _list("alert_list", "?status=submitted"),
    ),
    Matter(
        "drafts",
        gettext_lazy("Your drafts"),
        "pencil",
        "alert.edit",
        lambda user, _at: Alert.objects.visible_to(user, "edit").filter(
            written_by=user, status=AlertStatus.DRAFT
        ),
        _list("alert_list", "?status=draft"),
    ),
    Matter(
        "hand_over",
        gettext_lazy("Texts to hand over"),
        "send",
        "alert.send",
        lambda user, _at: _sendings(user).filter(
            audience__owner=user, status=SendingStatus.TO_HAND
        ),
        _list("sending_list", "?state=to_hand"),
    ),
    Matter(
        "broken",
        gettext_lazy("Sendings to look after"),
        "alert-triangle",
        "alert.send",
        lambda user, _at: _sendings(user).filter(
            status__in=[SendingStatus.FAILED, SendingStatus.UNSURE]
        ),
        _list("sending_list", "?state=trouble"),
    ),
    Matter(
        "contacts",
        gettext_lazy("Victims to ask again today"),
        "heart-handshake",
        "fraud_case.edit",
        lambda user, at: VictimContact.objects.planned().filter(
            owner=user, planned_at__lt=at + timedelta(days=1)
        ),
        _list("case_list"),
    ),
    Matter(
        "outreach",
        gettext_lazy("Events to write up"),
        "speakerphone",
        "outreach.edit",
        lambda user, at: OutreachEvent.objects.visible_to(user, "edit").unwritten(
            at=at
        ),
        _list("outreach_list", "?state=unwritten"),
    ),
    Matter(
        "sessions",
        gettext_lazy("Sessions to write up"),
        "school",
        "course.edit",
        lambda user, at: CourseSession.objects.visible_to(user, "edit").unwritten(
            at=at
        ),
        _list("session_list", "?state=unwritten"),
    ),
)
BEGINNINGS = (
    (gettext_lazy("Write an alert"), "pencil", "alert_create", "alert.create"),
    (
        gettext_lazy("Somebody is being defrauded"),
        "device-mobile",
        "dissuasion_create",
        "dissuasion.create",
    ),
    (
        gettext_lazy("Record a fraud case"),
        "clipboard-text",
        "case_create",
        "fraud_case.create",
    ),
    (
        gettext_lazy("Brief somebody"),
        "speakerphone",
        "briefing_create",
        "briefing.create",
    ),
    (gettext_lazy("Plan an event"), "calendar", "outreach_create", "outreach.create"),
    (gettext_lazy("Plan a session"), "school", "session_create", "course.create"),
)


def waiting(user, *, at: datetime) -> list[dict]:
    """What this person could do now, with counts; all asked in one go."""
    matters = [one for one in MATTERS if policy.can(user, one.permission)]
    rows = [
        one.rows(user, at).order_by().values_list(Value(one.key))[:MOST_COUNTED]
        for one in matters
    ]
    if not rows:
        return []
    first, *others = rows
    counts = Counter(key for (key,) in first.union(*others, all=True))
    return [
        {
            "label": one.label,
            "icon": one.icon,
            "url": one.url(),
            "count": counts[one.key],
        }
        for one in matters
        if counts[one.key]
    ]


def beginnings(user) -> list[tuple]:
    """What can be begun from here."""
    return [
        (label, icon, reverse(f"antifraud:{name}"))
        for label, icon, name, permission in BEGINNINGS
        if policy.can(user, permission)
    ]


def rising(user) -> list[Wave]:
    """The waves that run, the newest first."""
    rows = Wave.objects.visible_to(user).running().for_list()
    return list(rows.order_by("-raised_at", "-pk")[:SHOWN])


def ahead(user, *, at: datetime) -> list:
    """The next events and sessions, soonest first."""
    until = at + AHEAD
    events = OutreachEvent.objects.visible_to(user).ahead(at=at)
    sessions = CourseSession.objects.visible_to(user).ahead(at=at)
    found = [
        *events.filter(starts_at__lt=until).for_list().order_by("starts_at")[:SHOWN],
        *sessions.filter(starts_at__lt=until).for_list().order_by("starts_at")[:SHOWN],
    ]
    return sorted(found, key=lambda one: one.starts_at)[:SHOWN]


def month(user, *, at: datetime) -> list[dict]:
    """This month until today, against the same days of last year."""
    found = []
    if policy.can(user, "fraud_case.figures"):
        found.extend(_cases(user, at))
    if policy.can(user, "alert.view"):
        found.extend(_alerts(user, at))
    return found


def _cases(user, at: datetime) -> list[dict]:
    today = timezone.localdate(at)
    first = today.replace(day=1)
    year_ago = first.replace(year=first.year - 1)
    last = min(today.day, 28)
    now = Q(happened_at__date__gte=first)
    then = Q(happened_at__date__range=(year_ago, year_ago.replace(day=last)))
    rows = FraudCase.objects.visible_to(user, "figures").counted()
    sums = rows.filter(now | then).aggregate(
        cases=Count("pk", filter=now),
        before=Count("pk", filter=then),
        loss=Sum("loss", filter=now, default=0),
        stopped=Sum("stopped", filter=now, default=0),
    )
    falls = figures.trend(figures.Asked(user=user, on=today)).falls
    url = reverse("antifraud:case_trend")
    same = _("%(n)s in the same days of last year") % {"n": sums["before"]}
    season = falls.without_season
    note = _("%(n)s with the season taken out") % {"n": season.months} if season else ""
    return [
        _stat(_("Cases this month"), sums["cases"], url, same),
        _stat(_("Lost this month (yuan)"), sums["loss"] - sums["stopped"], url),
        _stat(_("Stopped this month (yuan)"), sums["stopped"], url),
        _stat(_("Months of fall in a row"), falls.counted.months, url, note),
    ]


def _alerts(user, at: datetime) -> list[dict]:
    first = timezone.localdate(at).replace(day=1)
    alerts = Alert.objects.visible_to(user)
    sent = AlertSending.objects.filter(alert__in=alerts, sent_at__date__gte=first)
    found = sent.aggregate(groups=Count("pk"), alerts=Count("alert", distinct=True))
    readings = AlertReading.objects.filter(alert__in=alerts, day__gte=first)
    readers = readings.aggregate(n=Sum("readers", default=0))["n"]
    note = _("to %(n)s groups") % {"n": found["groups"]}
    url = reverse("antifraud:alert_list")
    return [
        _stat(_("Alerts sent this month"), found["alerts"], url, note),
        _stat(_("Opened this month"), readers, url),
    ]


def _stat(label: str, value, url: str, note: str = "") -> dict:
    return {"label": label, "value": value, "url": url, "tone": "", "note": note}
