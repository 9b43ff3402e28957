"""How often the score was right: by band, at the line, and what was missed."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from disputes.measures import rows as behind
from disputes.measures.asking import Asked, Rate
from disputes.warnings.book import Line

BANDS = ((0, 9), (10, 24), (25, 49), (50, 74), (75, 9999))


@dataclass(frozen=True)
class Band:
    """Disputes whose highest score lay between two figures, and how many turned."""

    least: int
    most: int
    rate: Rate
    query: str = ""
    turned_query: str = ""

    @property
    def is_last(self) -> bool:
        return self.most == BANDS[-1][1]


@dataclass(frozen=True)
class Judgement:
    """What the score was worth over the disputes that were watched long enough."""

    line: Line
    bands: list[Band]
    precision: Rate  # of those above the line, how many turned
    recall: Rate  # of those that turned, how many had stood above the line
    watched: int
    queries: dict[str, str]

    @property
    def missed(self) -> int:
        return self.recall.whole - self.recall.part


def watched(asked: Asked, line: Line) -> QuerySet:
    """Reported on these days, and so long ago that they could have turned."""
    until_on = _last_day(asked, line)
    rows = asked.disputes().filter(
        behind.between("reported_at", asked.from_on, until_on)
    )
    return behind.with_peak(rows, days=line.turn_days)


def judge(asked: Asked, line: Line) -> Judgement:
    """One statement, whatever the number of disputes."""
    above = Q(peak__gte=line.line)
    band = Case(
        *(When(peak__lte=most, then=Value(least)) for least, most in BANDS),
        output_field=IntegerField(),
    )
    rows = watched(asked, line).annotate(band=band).values("band")
    rows = rows.annotate(
        n=behind.counted(Q()),
        turned=behind.counted(behind.TURNED),
        above=behind.counted(above),
        hit=behind.counted(above & behind.TURNED),
    )
    found = {row["band"]: row for row in rows.order_by()}
    totals = {
        name: sum(row[name] for row in found.values())
        for name in ("n", "turned", "above", "hit")
    }
    queries = _Queries(asked, line)
    return Judgement(
        line,
        [_band(least, most, found.get(least), queries, line) for least, most in BANDS],
        precision=Rate(totals["hit"], totals["above"], line.few),
        recall=Rate(totals["hit"], totals["turned"], line.few),
        watched=totals["n"],
        queries={
            "above": queries.of(peak_from=line.line),
            "hit": queries.of(peak_from=line.line, turned="yes"),
            "turned": queries.of(turned="yes"),
            "missed": queries.of(peak_until=line.line - 1, turned="yes"),
            "watched": queries.of(),
        },
    )


def missed(asked: Asked, line: Line) -> QuerySet:
    """Those that turned without ever having stood above the line."""
    rows = watched(asked, line).filter(behind.TURNED, peak__lt=line.line)
    return rows.order_by("-criminal_turn__turned_on", "-pk")


def _last_day(asked: Asked, line: Line):
    return min(asked.until_on, asked.today - timedelta(days=line.turn_days))


def _band(least: int, most: int, row: dict | None, queries: "_Queries", line: Line):
    rate = Rate(row["turned"] if row else 0, row["n"] if row else 0, line.few)
    span = {"peak_from": least, "peak_until": most}
    return Band(least, most, rate, queries.of(**span), queries.of(**span, turned="yes"))


class _Queries:
    """Addresses of the lists behind the figures."""

    def __init__(self, asked: Asked, line: Line) -> None:
        self.common = {
            **asked.narrowed(),
            "reported_from": asked.from_on.isoformat(),
            "reported_until": _last_day(asked, line).isoformat(),
            "turn_days": line.turn_days,
        }

    def of(self, **said) -> str:
        return urlencode({**self.common, **said})
