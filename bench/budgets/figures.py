"""Dashboards: what the figures cost, and what counting them row by row would."""

import time
from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.budgets.asking import Asker, by_hand, in_turns
from bench.budgets.budget import Line, ms
from station.metrics.behind import Behind
from station.metrics.declared import book
from station.metrics.moment import Moment
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Asked, read
from station.models import Area, User
from station.working_days import local_date


def measure(user: User, area: Area, *, budget: float, rounds: int) -> Line:
    """All figures of a place, held against the days before."""
    at = timezone.now()
    asked = Asked(user, at, chosen(Choice.THIS_MONTH, today=local_date(at)))
    metrics = list(book.in_order)

    def ours():
        user.__dict__.pop("_rights", None)
        return read(asked, metrics, area)

    ours()
    with CaptureQueriesContext(connection) as said:
        ours()
    statements = [
        query["sql"]
        for query in said
        if query["sql"].lstrip().startswith(("SELECT", "WITH"))
    ]

    def limit():
        for statement in statements:
            by_hand(statement.replace("%", "%%"))()

    found = in_turns(rounds, limit=limit, ours=ours)
    naive = _naive(asked, metrics, area, at)
    return Line(
        f"figures of a {area.get_kind_display()} ({len(metrics)} metrics, {len(statements)} queries)",
        ms(found["limit"]),
        ms(found["ours"]),
        f"{naive:,.0f} ms",
        f"{naive / found['ours']:.0f} × faster than counting",
        f"≤ {budget:.0f} ms, ≥ 100 × counting",
        found["ours"] <= budget and naive >= 100 * found["ours"],
    )


def _naive(asked: Asked, metrics, area: Area, at: datetime) -> float:
    """Each figure by a COUNT of the rows behind it, as one would without rollups."""
    began, moment = time.perf_counter(), Moment(at)
    for metric in metrics:
        periods = (
            [asked.period, asked.before] if metric.is_of_period else [asked.period]
        )
        for period in periods:
            for term in metric.terms:
                rows = Behind(metric, term, area, *term.days(period, asked.today))
                rows.rows(moment=moment).count()
    return (time.perf_counter() - began) * 1000


def pages(asker: Asker, paths: dict[str, str], *, rounds: int) -> list[Line]:
    """Whole pages as a browser gets them, against the barest one."""
    works = {name: (lambda path=path: asker.ask(path)) for name, path in paths.items()}
    found = in_turns(rounds, alive=lambda: asker.ask("/healthz"), **works)
    return [
        Line(
            f"page: {name}",
            "–",
            ms(found[name]),
            "–",
            f"{found[name] / found['alive']:.0f} × /healthz",
        )
        for name in paths
    ]
