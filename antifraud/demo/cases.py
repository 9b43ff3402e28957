"""Two years of fraud cases: a season, months of fall, and a rise among students."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from antifraud.actions import victim_contacts
from antifraud.actions.cases import SERIES
from antifraud.demo import case_stories
from antifraud.demo.case_stories import CITY, COUNTRY, RISE, Kind
from antifraud.models import FraudCase, ScamType
from antifraud.workflow.cases import CaseSource, CaseStatus, Outcome
from antifraud.workflow.contacts import ContactResult
from households.numbering import DIGITS
from station import working_days
from station.actions.numbers import next_block
from station.demo import names
from station.duty import Roster
from station.models import Area, Event, User, reference

MONTHS = 26  # whole ones, before the running one
FALLING = 6  # of these the last are better than the season lets expect
SEASON = (90, 70, 100, 90, 95, 115, 85, 80, 115, 105, 135, 120)  # January first
SINCE_THEN = timedelta(days=14)  # what is older is ended, its victim not named
CAMPUS = ("510118004001", "510118004002")  # 花源社区、牧马山社区
RISING = (6, 5, 4)  # in the last seven days, in those before, …
OUTCOMES = ((Outcome.LOST, 62), (Outcome.PARTLY, 14), (Outcome.STOPPED, 10), (Outcome.ATTEMPT, 14))  # fmt: skip
RESULTS = ((ContactResult.REACHED, 7), (ContactResult.NOT_REACHED, 2), (ContactResult.NO_MORE, 1))  # fmt: skip
SAID = {
    ContactResult.REACHED: "情绪平稳，已告知案件进展，提醒不再轻信“追回被骗款”。",
    ContactResult.NOT_REACHED: "电话无人接听。",
    ContactResult.NO_MORE: "本人表示不需要再联系。",
}
SOURCES = ((CaseSource.STATISTICS, 60), (CaseSource.HAND, 40))


@dataclass(frozen=True)
class Town:
    """A township, how many cases a usual month has, and how fast they fall."""

    code: str
    usual: int
    fall: float
    kinds: tuple[Kind, ...]


TOWNS = (
    Town("510118004", 30, 0.92, CITY),
    Town("620724108", 12, 0.87, COUNTRY),
)


@dataclass
class Draw:
    """What the cases of a township are drawn from."""

    chance: Random
    at: datetime
    types: dict[str, ScamType]
    areas: list[Area]
    officers: dict[int, User]


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The past of both townships and the rise on the two campuses."""
    types = {row.code: row for row in ScamType.objects.all()}
    made = []
    for town in TOWNS:
        areas = list(_villages(town.code))
        if not areas:
            continue
        draw = Draw(chance, at, types, areas, _officers(areas, at))
        rows = list(_past(draw, town))
        if town.kinds is CITY:
            rows += _rise(draw)
        made += _write(town, rows)
    asked = sum(_ask(case, chance, at) for case in made if case.is_open)
    return f"{len(made)} fraud cases, {asked} contacts with victims"


def _villages(code: str):
    rows = Area.objects.filter(code__startswith=code, kind=Area.Kind.COMMUNITY)
    return rows.order_by("code")


def _officers(areas: list[Area], at: datetime) -> dict[int, User]:
    paths = {area.path for area in areas}
    roster = Roster(paths, on=working_days.local_date(at))
    first = {area.pk: min(roster.successor(area.path), default=None) for area in areas}
    people = User.objects.in_bulk([pk for pk in first.values() if pk])
    return {pk: people[user] for pk, user in first.items() if user}


def _past(draw: Draw, town: Town):
    """Month for month as many as the season and the fall of late say."""
    today = working_days.local_date(draw.at)
    weights = [kind.weight for kind in town.kinds]
    for ago in range(MONTHS, -1, -1):
        first = _month(today, ago)
        days = ((today if ago == 0 else _month(today, ago - 1)) - first).days
        falls = town.fall ** max(FALLING - max(ago, 1) + 1, 0)
        whole = town.usual * SEASON[first.month - 1] / 100 * falls
        count = round(whole * days / 30) if ago == 0 else round(whole)
        for kind in draw.chance.choices(town.kinds, weights, k=count):
            day = first + timedelta(days=draw.chance.randrange(max(days, 1)))
            area = draw.chance.choice(_where(draw.areas, kind))
            yield _case(draw, kind, area, _on(draw, day))


def _rise(draw: Draw) -> list[FraudCase]:
    """More every week, on both campuses."""
    campus = _where(draw.areas, RISE)
    rows = []
    for week, count in enumerate(RISING):
        for _one in range(count):
            days = 7 * week + draw.chance.randrange(7)
            moment = _on(draw, working_days.local_date(draw.at) - timedelta(days=days))
            rows.append(_case(draw, RISE, draw.chance.choice(campus), moment))
    return rows


def _where(areas: list[Area], kind: Kind) -> list[Area]:
    """Students live on the campuses."""
    found = [area for area in areas if area.code in CAMPUS]
    return found if found and kind.group == RISE.group else areas


def _month(today: date, ago: int) -> date:
    """The first of the month so many months ago."""
    months = today.year * 12 + today.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def _on(draw: Draw, day: date) -> datetime:
    clock = time(draw.chance.randint(8, 21), draw.chance.randrange(60))
    return min(working_days.at_clock(day, clock), draw.at - timedelta(hours=3))


def _case(draw: Draw, kind: Kind, area: Area, happened: datetime) -> FraudCase:
    """One that is over, or came in lately and is still seen to."""
    chance, officer = draw.chance, draw.officers.get(area.pk)
    later = timedelta(hours=chance.choice((1, 2, 4, 9, 20, 30)))
    reported = min(happened + later, draw.at)
    is_new = draw.at - reported < SINCE_THEN and officer is not None
    outcome, loss, stopped = _money(chance, kind)
    source = CaseSource.HAND if is_new else _weighed(chance, SOURCES)
    case = FraudCase(
        area=area,
        scam_type=draw.types[kind.code],
        channel=kind.channel,
        outcome=outcome,
        loss=loss,
        stopped=stopped,
        group=kind.group,
        age_band=kind.band,
        place=kind.place,
        happened_at=happened,
        reported_at=reported,
        source=source,
        owner=officer,
        facts=case_stories.TOLD[kind.code] if is_new else "",
    )
    if is_new:
        case.victim_name = names.full_name(
            chance, sex=chance.choice(("male", "female"))
        )
        case.write_phone(names.phone(chance))
    else:
        case.status = CaseStatus.CLOSED
        case.ended_at = min(reported + timedelta(days=30), draw.at)
        case.ended_by = officer
    return case


def _money(chance: Random, kind: Kind) -> tuple[str, Decimal, Decimal]:
    outcome = _weighed(chance, OUTCOMES)
    if outcome == Outcome.ATTEMPT:
        return outcome, Decimal(0), Decimal(0)
    span = kind.most - kind.least
    loss = Decimal(kind.least + int(span * chance.random() ** 3) // 10 * 10)
    part = {Outcome.LOST: 0, Outcome.PARTLY: 4, Outcome.STOPPED: 10}[outcome]
    return outcome, loss, loss * part / 10


def _weighed(chance: Random, table):
    return chance.choices([row[0] for row in table], [row[1] for row in table])[0]


def _write(town: Town, rows: list[FraudCase]) -> list[FraudCase]:
    """Number them in the order of their days and keep them with their timeline."""
    rows = [row for row in rows if row.is_open or row.ended_by]
    rows.sort(key=lambda row: row.reported_at)
    years = sorted({working_days.local_date(row.reported_at).year for row in rows})
    for year in years:
        of_year = [
            r for r in rows if working_days.local_date(r.reported_at).year == year
        ]
        series = f"{SERIES}-{town.code[:DIGITS]}-{year}"
        for row, n in zip(of_year, next_block(series, len(of_year)), strict=True):
            row.number = f"{series}-{n:06d}"
            if row.source == CaseSource.STATISTICS:
                row.source_number = f"A{town.code[:6]}{year}{n:06d}"
    FraudCase.objects.bulk_create(rows)
    Event.objects.bulk_create(
        Event(
            kind="fraud_case.registered",
            subject=reference(row),
            trail=[reference(row)],
            area=row.area,
            actor=row.owner,
            happened_at=row.reported_at,
            changes={},
        )
        for row in rows
    )
    return rows


def _ask(case: FraudCase, chance: Random, at: datetime) -> bool:
    """Some days later somebody asks the victim; of the last days it lies ahead."""
    contact = victim_contacts.plan_first(case, by=case.owner, at=case.reported_at)
    if contact is None or contact.planned_at > at - timedelta(days=2):
        return contact is not None
    result = _weighed(chance, RESULTS)
    victim_contacts.note_done(
        contact=contact,
        result=result,
        note=SAID[result],
        version=contact.version,
        by=case.owner,
        at=contact.planned_at + timedelta(minutes=20),
    )
    return True
