"""Whether an alert goes to a group now, waits, or is held back; always with figures.

A group that has had its alerts of the period is held back; so is one most of whose
people have had theirs, through whichever groups. Where most of a group's people are
known residents, each one's alerts are counted. Where they are not, the groups' overlaps
say how many people each earlier alert reached, as if they were always the same people:
of so many that "the fourth largest of these numbers" had four alerts or more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import NamedTuple

from django.db.models import Count, Q

from antifraud import overlaps
from antifraud.limits import Book, Hold, Rules
from antifraud.models import AlertSending, AudienceMember
from antifraud.workflow.sendings import CAPS, COUNTED, HeldBy, SendingStatus


class Message(NamedTuple):
    """An alert that went to a group, or is about to."""

    moment: datetime
    turn: int
    audience_id: int
    is_sent: bool = False

    def comes_before(self, moment: datetime, turn: int) -> bool:
        """What is only planned counts for those that stand behind it."""
        return self.is_sent or (self.moment, self.turn) < (moment, turn)


@dataclass(frozen=True)
class Verdict:
    """When it goes, and what stood in its way, if anything did."""

    due_at: datetime
    held_by: str = ""
    figures: dict = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """For good, unless somebody overrides it."""
        return self.held_by in CAPS


class Judge:
    """Knows the limits and what these groups have had lately; asks once for all."""

    def __init__(self, sendings: Iterable[AlertSending], *, at: datetime) -> None:
        self.book = Book()
        sendings = list(sendings)
        asked = {row.audience_id for row in sendings}
        self.turns = count(2**63)  # of new ones, after everything that stands
        first = min([at, *(row.due_at for row in sendings)])
        self.messages = _messages(since=first - self.book.longest())
        others = {message.audience_id for message in self.messages}
        self.known = _known(asked)
        together = asked | others
        self.shared = overlaps.shared(together) if len(together) > 1 else {}

    def judge(self, row: AlertSending, *, at: datetime) -> Verdict:
        """Said of one sending; afterwards it counts for those that follow."""
        turn = row.pk or next(self.turns)
        self.messages = [m for m in self.messages if m.turn != turn or m.is_sent]
        if row.alert.is_urgent or row.override_reason:
            verdict = Verdict(row.due_at)
        else:
            verdict = self._judge(row, turn, at)
        if not verdict.is_held:
            self.messages.append(Message(verdict.due_at, turn, row.audience_id))
        return verdict

    def _judge(self, row: AlertSending, turn: int, at: datetime) -> Verdict:
        rules = self.book.rules_of(row.audience.area)
        goes_at, hold = self.book.next_hour(max(row.due_at, at), rules)
        place = goes_at if hold else row.due_at  # in the row of those that wait
        had = [
            message.audience_id
            for message in self.messages
            if goes_at - rules.period < message.moment
            and message.comes_before(place, turn)
        ]
        if cap := self._cap(row.audience, had, rules):
            return Verdict(row.due_at, *cap)
        return Verdict(place, *(hold or ()))

    def _cap(self, audience, had: list[int], rules: Rules) -> Hold | None:
        """The cap it would break, with the figures."""
        own, days = had.count(audience.pk), {"days": rules.period_days}
        if own >= rules.audience_cap:
            figures = {"count": own, "cap": rules.audience_cap, **days}
            return HeldBy.AUDIENCE_CAP, figures
        people, of = self._sated(audience, had, rules)
        if 2 * people > of:
            figures = {"people": people, "of": of, "cap": rules.person_cap, **days}
            return HeldBy.PERSON_CAP, figures
        return None

    def _sated(self, audience, had: list[int], rules: Rules) -> tuple[int, int]:
        """How many of the group's people have had enough, of how many."""
        reached = sorted((self._people(audience, one) for one in had), reverse=True)
        if len(reached) < rules.person_cap or not reached[rules.person_cap - 1]:
            return 0, audience.size
        known = self.known.get(audience.pk, 0)
        if 2 * known >= audience.size:
            return _counted(audience, had, rules), known
        return min(reached[rules.person_cap - 1], audience.size), audience.size

    def _people(self, audience, other_id: int) -> int:
        """How many of its people an alert to the other group reached."""
        if other_id == audience.pk:
            return audience.size
        pair = tuple(sorted((audience.pk, other_id)))
        return self.shared.get(pair, 0)


def _messages(*, since: datetime) -> list[Message]:
    """What went out and what is about to, as it counts against the caps."""
    rows = AlertSending.objects.filter(
        Q(status=SendingStatus.SENT, sent_at__gt=since)
        | Q(status__in=COUNTED - {SendingStatus.SENT}, due_at__gt=since)
    )
    found = rows.values_list("sent_at", "due_at", "pk", "audience_id")
    return [
        Message(sent or due, pk, audience, sent is not None)
        for sent, due, pk, audience in found
    ]


def _known(audience_ids: set[int]) -> dict[int, int]:
    """How many residents are known to be in each group."""
    rows = AudienceMember.objects.filter(audience__in=audience_ids)
    return dict(rows.values_list("audience").annotate(n=Count("pk")).order_by())


def _counted(audience, had: list[int], rules: Rules) -> int:
    """Known members who had so many alerts, each person's own counted."""
    members = AudienceMember.objects.filter(audience=audience).values("resident")
    groups = AudienceMember.objects.filter(resident__in=members, audience__in=set(had))
    times = {one: had.count(one) for one in set(had)}
    per_person: dict[int, int] = {}
    for resident, group in groups.values_list("resident_id", "audience_id"):
        per_person[resident] = per_person.get(resident, 0) + times[group]
    return sum(heard >= rules.person_cap for heard in per_person.values())
