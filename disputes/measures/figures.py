"""The figures themselves: a fixed number of statements, however many disputes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    Aggregate,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
)
from django.db.models.functions import TruncMonth, TruncYear

from disputes import words
from disputes.measures import rows as behind
from disputes.measures.asking import PERIODS, Asked, By, Line, Spell
from disputes.models import Mediator
from disputes.workflow.intake import Tier
from station import months
from station.models import Area

DAY = timedelta(days=1)
STEPS = ("taken_up", "mediated", "ended", "whole")
YEARS = 5


class Percentile(Aggregate):
    """``percentile_cont``: half of them took less, nine of ten took less."""

    function = "percentile_cont"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Block:
    """What is counted of the disputes that had something happen on these days."""

    moment: str  # the field the days and months are read from
    when: Q
    counts: dict[str, Q]
    spells: dict[str, tuple[str, str]]  # step: from, until
    prepare: Callable = lambda rows: rows


def total(asked: Asked) -> Line:
    """All of it in one line."""
    line = Line("", "", asked)
    for block in _blocks(asked):
        found = block.prepare(asked.disputes()).filter(block.when)
        _read(line, block, found.aggregate(**_aggregates(block)))
    return line


def lines(asked: Asked) -> list[Line]:
    """A line for each kind, tier, grade, mediator, place, month or year."""
    found: dict[object, dict] = {}
    parts: dict[object, list] = {}
    for block in _blocks(asked):
        if asked.by in PERIODS and block.moment == "":
            continue
        rows = block.prepare(asked.disputes()).filter(block.when)
        rows = rows.annotate(key=_key(asked.by, block.moment)).values("key")
        for row in rows.annotate(**_aggregates(block)).order_by():
            parts.setdefault(row["key"], []).append((block, row))
    labels = _labels(asked, set(parts))
    for key, read in parts.items():
        line = found[key] = _line(asked, key, labels.get(key, ""))
        for block, row in read:
            _read(line, block, row)
    return sorted(found.values(), key=lambda line: _place(asked.by, line))


def years(asked: Asked) -> list[Line]:
    """Reported, ended and agreed by year; fewer disputes are good."""
    first = date(asked.until_on.year - YEARS + 1, 1, 1)
    last = date(asked.until_on.year, 12, 31)
    over = asked.over(first, min(last, asked.today))
    return lines(Asked(**{**over.__dict__, "by": By.YEAR}))


# -- the blocks --------------------------------------------------------------------


def _blocks(asked: Asked) -> list[Block]:
    days = (asked.from_on, asked.until_on)
    ripe = behind.old_enough(asked.back_days, at=asked.at)
    return [
        Block(
            "reported_at", behind.between("reported_at", *days), {"reported": Q()}, {}
        ),
        Block(
            "taken_up_at",
            behind.between("taken_up_at", *days),
            {"taken": Q()},
            {"taken_up": ("reported_at", "taken_up_at")},
        ),
        Block(
            "mediated_at",
            behind.between("mediated_at", *days),
            {
                "finished": Q(),
                "agreed": behind.AGREED,
                "old_enough": ripe,
                "not_back": ripe & Q(came_back=False),
            },
            {"mediated": ("taken_up_at", "mediated_at")},
            lambda rows: behind.with_return(rows, asked.back_days),
        ),
        Block(
            "ended_at",
            behind.between("ended_at", *days),
            {"ended": Q()},
            {
                "ended": ("mediated_at", "ended_at"),
                "whole": ("reported_at", "ended_at"),
            },
        ),
        Block(
            "agreement_due_on",
            behind.due(*days, today=asked.today),
            {"due": Q(), "kept": behind.KEPT},
            {},
            behind.with_agreement,
        ),
        Block(
            "follow_due_on",
            behind.follow_up_due(*days, today=asked.today),
            {"follow_due": Q(), "on_time": behind.ON_TIME},
            {},
            behind.with_follow_up,
        ),
        Block(
            "",
            behind.open_at_end(asked.until_on) | Q(ended_at__isnull=True),
            {
                "open": behind.open_at_end(asked.until_on),
                "late": Q(ended_at__isnull=True, due_at__lt=asked.at),
            },
            {},
        ),
    ]


def _aggregates(block: Block) -> dict:
    found = {f"n_{name}": behind.counted(when) for name, when in block.counts.items()}
    for step, (start, end) in block.spells.items():
        both = Q(**{f"{start}__isnull": False, f"{end}__isnull": False})
        took = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
        found[f"c_{step}"] = behind.counted(both)
        found[f"m_{step}"] = Percentile(took, fraction="0.5", filter=both)
        found[f"p_{step}"] = Percentile(took, fraction="0.9", filter=both)
    return found


def _read(line: Line, block: Block, row: dict) -> None:
    for name in block.counts:
        line.figures[name] = row[f"n_{name}"]
    for step in block.spells:
        line.spells[step] = Spell(
            row[f"c_{step}"], _days(row[f"m_{step}"]), _days(row[f"p_{step}"])
        )


def _days(took: timedelta | None) -> float | None:
    return None if took is None else round(took / DAY, 1)


# -- the lines ---------------------------------------------------------------------


def _key(by: str, moment: str):
    if by == By.MONTH:
        return TruncMonth(moment, output_field=DateField())
    if by == By.YEAR:
        return TruncYear(moment, output_field=DateField())
    return F({By.AREA: "area_id", By.MEDIATOR: "mediator_id"}.get(by, by))


def _line(asked: Asked, key, label: str) -> Line:
    if asked.by in PERIODS:
        from_on, until_on = _span(asked, key)
        return Line(from_on, label, asked.over(from_on, until_on))
    name = "below" if asked.by == By.AREA else asked.by
    narrowed = {name: key if key is not None else "none"}
    return Line(key, label, asked, narrowed=narrowed)


def _span(asked: Asked, key) -> tuple[date, date]:
    """A month or a year, as far as it lies within what was asked."""
    first = date(key.year, key.month, 1)
    last = months.later(first, 1 if asked.by == By.MONTH else 12) - DAY
    return max(first, asked.from_on), min(last, asked.until_on)


def _labels(asked: Asked, keys: set) -> dict:
    """What each key is called."""
    by = asked.by
    if by == By.AREA:
        return dict(Area.objects.filter(pk__in=keys).values_list("pk", "name"))
    if by == By.MEDIATOR:
        seen = Mediator.objects.visible_to(asked.user).filter(pk__in=keys - {None})
        return dict(seen.values_list("pk", "name"))
    told = {
        By.FIELD: words.of_field,
        By.GRADE: words.of_grade,
        By.TIER: lambda code: str(Tier(code).label),
        By.MONTH: lambda day: f"{day:%Y-%m}",
        By.YEAR: lambda day: f"{day:%Y}",
    }[by]
    return {key: told(key) for key in keys}


def _place(by: str, line: Line):
    """Months and grades in their order, the others by how many there are."""
    if by in PERIODS or by == By.GRADE:
        return (line.key or 0, 0) if by == By.GRADE else (line.key, 0)
    return (-line.count("reported"), str(line.label))
