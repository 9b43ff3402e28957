"""Dashboards: what the figures cost, and what counting them row by row would."""

import time
from dataclasses import replace
from datetime import datetime

from django.db import connection
from django.utils import timezone

from bench.budgets.asking import Asker, in_turns
from bench.budgets.budget import Line, ms
from station import prepared
from station.actions import rollups
from station.metrics.behind import Behind
from station.metrics.declared import book
from station.metrics.moment import Moment
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Asked, read
from station.models import Area, User
from station.working_days import local_date


def measure(
    asker: Asker, user: User, area: Area, *, budget: float, rounds: int
) -> Line:
    """All figures of a place, held against the days before.

    ``budget`` is in ms where ``/healthz`` takes one.
    """
    at = timezone.now()
    asked = Asked(user, at, chosen(Choice.THIS_MONTH, today=local_date(at)))
    metrics = list(book.in_order)

    def ours():
        """As a request does it: rights and calendar are looked up anew."""
        user.__dict__.pop("_rights", None)
        return read(replace(asked), metrics, area)

    while rollups.fold():  # as the worker does each minute
        continue
    ours()
    statements = _said(ours)

    def limit():
        with connection.cursor() as cursor:
            cursor.execute(prepared.ONE_PLAN)
            for statement, params in statements:
                cursor.cursor.execute(statement, params, prepare=True)
                cursor.fetchall()
            cursor.execute(prepared.AS_BEFORE)

    found = in_turns(
        rounds, limit=limit, ours=ours, alive=lambda: asker.ask("/healthz")
    )
    ratio = found["ours"] / found["alive"]
    naive = _naive(asked, metrics, area, at)
    return Line(
        f"figures of a {area.get_kind_display()} ({len(metrics)} metrics, {len(statements)} queries)",
        ms(found["limit"]),
        ms(found["ours"]),
        f"{naive:,.0f} ms",
        f"{ratio:.1f} × /healthz, {naive / found['ours']:.0f} × faster than counting",
        f"≤ {budget:.0f} × /healthz, ≥ 100 × counting",
        ratio <= budget and naive >= 100 * found["ours"],
    )


def _said(work) -> list[tuple]:
    """What is asked of the database: the limit asks just that, planned beforehand."""
    found = []

    def note(execute, statement, params, *more):
        found.append((statement, params))
        return execute(statement, params, *more)

    with connection.execute_wrapper(note):
        work()
    return found


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
