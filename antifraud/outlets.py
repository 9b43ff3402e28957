"""The groups an alert goes to: their state, and how many opened it through each."""

from dataclasses import dataclass

from django.db.models import Sum

from antifraud.models import Alert, AlertReading, AlertSending, Audience
from antifraud.overlaps import people_once
from antifraud.sending_words import tone_of
from antifraud.workflow.sendings import SendingStatus
from station import policy

SHOWN = 12  # groups on the alert's page; the others a page further


@dataclass(frozen=True)
class Outlet:
    """One group of an alert, with its sending once there is one."""

    audience: Audience
    sending: AlertSending | None = None
    readers: int = 0
    may_open: bool = False  # the group's own page

    @property
    def tone(self) -> str:
        return tone_of(self.sending) if self.sending else "grey"

    @property
    def is_sent(self) -> bool:
        return self.sending is not None and self.sending.status == SendingStatus.SENT

    @property
    def is_told_here(self) -> bool:
        """Chosen, or sent and read; not what is still on its way."""
        return self.sending is None or self.is_sent

    @property
    def percent(self) -> int | None:
        """Readers of a hundred people; a link can be opened by others too."""
        people = self.sending.people if self.sending else 0
        return round(100 * self.readers / people) if people and self.readers else None


@dataclass(frozen=True)
class Figures:
    """How far it came: each person once, as far as overlaps are known."""

    groups: int
    sent: int
    people: int
    readers: int
    by_poster: int


def of(alert: Alert, *, user) -> list[Outlet]:
    """Its groups in this person's scope: sendings, or what was chosen so far."""
    sendings = AlertSending.objects.visible_to(user).filter(alert=alert).for_list()
    rows = list(sendings.order_by("audience__name", "pk"))
    if not rows:
        return [
            Outlet(row, may_open=_may_open(user, row)) for row in _chosen(alert, user)
        ]
    readers = _readers(alert)
    return [
        Outlet(row.audience, row, readers.get(row.pk, 0), _may_open(user, row.audience))
        for row in rows
    ]


def figures(alert: Alert, outlets: list[Outlet]) -> Figures:
    """What the alert's page tells above the groups."""
    sent = [outlet for outlet in outlets if outlet.is_sent]
    readers = _readers(alert)
    return Figures(
        groups=len(outlets),
        sent=len(sent),
        people=people_once([outlet.audience.pk for outlet in sent]) if sent else 0,
        readers=sum(readers.values()),
        by_poster=readers.get(None, 0),
    )


def _chosen(alert: Alert, user):
    """The groups a draft is for, among those of alerts this person may see."""
    scope = policy.scope(user, "alert.view")
    rows = alert.audiences.for_list()
    return rows.filter(rows.scope_condition(scope, user)).order_by("name", "pk")


def _may_open(user, audience: Audience) -> bool:
    return policy.can(user, "audience.view", audience)


def _readers(alert: Alert) -> dict[int | None, int]:
    """Readers by sending; None is the poster."""
    rows = AlertReading.objects.filter(alert=alert).values_list("sending")
    return dict(rows.annotate(n=Sum("readers")).order_by())
