"""Alerts of half a year: those that went out and were read, and the few under way."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from antifraud import fitting, wording
from antifraud.actions import alerts as actions
from antifraud.actions.alert_words import Words, say
from antifraud.demo.alert_texts import STORIES, UNDER_WAY
from antifraud.models import Alert, AlertReading, AlertSending, ScamType
from antifraud.workflow.alerts import AlertStatus
from antifraud.workflow.sendings import SendingStatus
from households.numbering import number_in
from station import working_days
from station.actions.events import record
from station.duty import Roster
from station.models import Area, User
from station.roles import Role

TOWNS = ("510118004", "620724108")
APART = timedelta(days=9)
READ_ON = 3  # days on which people open it


@dataclass
class Town:
    """Where alerts are written, by whom, and who looks at them."""

    area: Area
    writers: list[tuple[User, Area]]
    chief: User


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Both townships, about one alert in nine days; today's through the steps."""
    types = {row.code: row for row in ScamType.objects.all()}
    made = 0
    for town in _towns(at):
        made += _past(town, types, chance=chance, at=at)
        made += _under_way(town, types, at=at)
    return f"{made} alerts"


def _towns(at: datetime) -> list[Town]:
    on, found = working_days.local_date(at), []
    for area in Area.objects.filter(code__in=TOWNS).order_by("code"):
        villages = Area.objects.below(area).filter(kind=Area.Kind.COMMUNITY)
        roster = Roster([row.path for row in villages], on=on)
        officers = {
            user: row
            for row in villages
            for user in roster.nearest(row.path, Role.COMMUNITY_OFFICER)[:1]
        }
        chiefs = roster.nearest(area.path, Role.STATION_CHIEF) or [
            user for row in villages[:1] for user in roster.leaders(row.path)
        ]
        people = User.objects.in_bulk([*officers, *chiefs])
        writers = [
            (people[pk], officers[pk]) for pk in sorted(set(officers) - set(chiefs))
        ]
        if writers and chiefs:
            found.append(Town(area, writers, people[chiefs[0]]))
    return found


def _words(story: tuple, types: dict[str, ScamType]) -> Words:
    """The story's own words, or those the type proposes."""
    kind, code, title, body = story
    scam_type = types.get(code)
    said = wording.proposed(scam_type) if scam_type else {}
    body = body or said.get("body", title)
    return Words(
        kind=kind,
        form="text" if len(body) <= 500 else "article",
        title=title or said["title"],
        body=body,
        scam_type=scam_type,
        groups=tuple(scam_type.groups if scam_type else ()),
        scenes=tuple(scam_type.scenes if scam_type else ()),
        source="县反诈中心" if kind == "case" else "",
    )


def _past(town: Town, types: dict, *, chance: Random, at: datetime) -> int:
    """What went out, whole groups at a time, and how many opened it."""
    rows = []
    for index, story in enumerate(STORIES):
        when = (at - APART * (len(STORIES) - index)).replace(hour=2, minute=30)
        rows.append(_sent(town, _words(story, types), index=index, when=when))
    for row in Alert.objects.bulk_create(rows):
        row.created_at = row.submitted_at
    Alert.objects.bulk_update(rows, ["created_at"])
    _send(rows, town, chance=chance)
    for row in rows:
        _note(row)
    return len(rows)


def _sent(town: Town, words: Words, *, index: int, when: datetime) -> Alert:
    by, area = town.writers[index % len(town.writers)]
    alert = Alert(area=area, written_by=by)
    say(alert, words, by=by)
    alert.number = number_in(actions.SERIES, area, at=when)
    alert.link = secrets.token_urlsafe(actions.LINK_BYTES)
    alert.status = AlertStatus.DONE
    alert.submitted_at, alert.submitted_by = when, by
    alert.approved_at = when + timedelta(hours=1)
    alert.approved_by, alert.done_at = town.chief, when + timedelta(hours=5)
    alert.version = 4
    return alert


def _send(rows: list[Alert], town: Town, *, chance: Random) -> None:
    """To all the groups of the township that it fits."""
    sendings, through = [], Alert.audiences.through
    links = []
    for alert in rows:
        fits = fitting.fitting(
            alert.approved_by,
            scam_type=alert.scam_type,
            groups=alert.groups,
            area=town.area,
        )
        links += [through(alert=alert, audience=fit.audience) for fit in fits]
        sendings += [_sending(alert, fit.audience, chance) for fit in fits]
    through.objects.bulk_create(links)
    AlertSending.objects.bulk_create(sendings)
    AlertReading.objects.bulk_create(
        [reading for row in sendings for reading in _readings(row, chance)]
    )


def _sending(alert: Alert, audience, chance: Random) -> AlertSending:
    sent_at = alert.approved_at + timedelta(minutes=chance.randint(2, 230))
    return AlertSending(
        alert=alert,
        audience=audience,
        link=secrets.token_urlsafe(actions.LINK_BYTES),
        status=SendingStatus.SENT,
        due_at=alert.approved_at,
        sent_at=sent_at,
        people=audience.size,
        handed_by=None if audience.is_by_machine else audience.owner,
    )


def _readings(row: AlertSending, chance: Random) -> list[AlertReading]:
    """Most open it on the first day."""
    first = working_days.local_date(row.sent_at)
    readers = round(row.people * chance.uniform(0.12, 0.45))
    found = []
    for day in range(READ_ON):
        share = readers // 2 if day < READ_ON - 1 else readers
        readers -= share
        if share:
            on = first + timedelta(days=day)
            found.append(
                AlertReading(alert=row.alert, sending=row, day=on, readers=share)
            )
    return found


def _note(alert: Alert) -> None:
    steps = (
        ("alert.drafted", alert.written_by, alert.submitted_at),
        ("alert.submitted", alert.written_by, alert.submitted_at),
        ("alert.approved", alert.approved_by, alert.approved_at),
    )
    for kind, by, when in steps:
        record(kind=kind, subject=alert, by=by, at=when)


def _under_way(town: Town, types: dict, *, at: datetime) -> int:
    """A draft, one that waits, one given back, and one let go this morning."""
    for index, story in enumerate(UNDER_WAY):
        by, area = town.writers[index % len(town.writers)]
        when = at - timedelta(hours=3 * (index + 1))
        words = _words(story, types)
        fits = fitting.fitting(by, scam_type=words.scam_type, area=town.area)
        alert = actions.draft(
            words=words,
            area=area,
            audiences=[fit.audience for fit in fits],
            by=by,
            at=when,
        )
        if index and fits:
            alert = actions.submit(alert=alert, version=alert.version, by=by, at=when)
            _looked_at(alert, index, by=town.chief, at=when + timedelta(hours=1))
    return len(UNDER_WAY)


def _looked_at(alert: Alert, index: int, *, by: User, at: datetime) -> None:
    """What the chief made of it; the second one still waits."""
    if index == 2:
        reason = "请补上96110，案例里不要写学院名称。"
        actions.give_back(
            alert=alert, reason=reason, version=alert.version, by=by, at=at
        )
    if index == 3:
        actions.approve(alert=alert, version=alert.version, by=by, at=at)
