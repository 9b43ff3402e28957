"""From a workbook to a plan: gate, table, checks, comparison; nothing is written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_noop

from households.importing import layout
from households.importing.checks import Checked, check_tables
from households.importing.layout import RawRow, Table
from households.importing.person import Context
from households.importing.plan import Plan, make_plan
from households.importing.report import Finding, Result, order
from households.importing.villages import Village, Villages
from households.models import CareCategory
from station import workbook
from station.models import Area

# What concerns the whole workbook; %(names)s is filled in when it is shown.
HIDDEN_SHEETS = gettext_noop("Hidden sheets were not read: %(names)s")
HEADLESS = gettext_noop("Nobody is the head of these households: %(names)s")
MOST_NAMED = 20


@dataclass
class Examined:
    """All that is known about a workbook before it is committed."""

    tables: list[Table]
    checked: Checked
    plan: Plan
    notes: list[dict] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.checked.rows

    @property
    def findings(self) -> list[Finding]:
        """As they stand in the workbook."""
        return order(self.checked.findings + self.plan.findings)

    @property
    def refused(self) -> list[RawRow]:
        """Every row that is handed back, by the checks or by the comparison."""
        late = [
            raw
            for table in self.tables
            for raw in table.rows
            if (raw.sheet, raw.number) in self.plan.refused
        ]
        return sorted(
            self.checked.refused + late, key=lambda raw: (raw.sheet, raw.number)
        )

    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        kinds = Counter(finding.result for finding in self.findings)
        return {
            "row_count": self.rows,
            "new_count": len(self.plan.new),
            "changed_count": len(self.plan.changed),
            "unchanged_count": self.plan.unchanged,
            "mended_count": kinds[Result.MENDED],
            "warned_count": kinds[Result.WARNED],
            "refused_count": len(self.refused),
        }

    def as_changes(self) -> dict[str, list]:
        """What an event tells of it."""
        counts = self.counts()
        told = ("new_count", "changed_count", "unchanged_count", "refused_count")
        return {name: [None, counts[name]] for name in told if counts[name]}

    def as_report(self) -> dict:
        """What the command writes."""
        return {
            "rows": self.rows,
            "new": len(self.plan.new),
            "changed": len(self.plan.changed),
            "unchanged": self.plan.unchanged,
            "findings": [finding.as_report() for finding in self.findings],
            "notes": [note["says"] % note["params"] for note in self.notes],
        }


def read_tables(path: Path) -> tuple[list[Table], list[dict]]:
    """The registers in a workbook, and what to say about its sheets.

    Raises WorkbookRefused and NoTable.
    """
    sheets = workbook.read(path)
    hidden = layout.hidden_registers(sheets)
    notes = [_note(HIDDEN_SHEETS, hidden)] if hidden else []
    return layout.find_tables(sheets), notes


def examine(
    tables: list[Table],
    *,
    station: Area,
    today: date,
    covers: Callable[[int], bool] = lambda _area: True,
    sees: Callable[[int], bool] = lambda _area: True,
    progress: Callable[[int], None] | None = None,
    notes: list[dict] | None = None,
) -> Examined:
    """Judge every row and compare with the station's register."""
    words = dict(CareCategory.objects.values_list("name", "code"))
    context = Context(villages_of(station, covers), today, words)
    checked = check_tables(tables, context, progress=progress)
    headers = {table.sheet: table.headers for table in tables}
    plan = make_plan(station, checked.people, headers=headers, covers=covers, sees=sees)
    said = list(notes or [])
    if checked.headless:
        said.append(_note(HEADLESS, checked.headless))
    return Examined(tables, checked, plan, said)


def villages_of(station: Area, covers: Callable[[int], bool]) -> Villages:
    """The station's villages, each with whether it lies in the person's scope."""
    rows = Area.objects.below(station).filter(kind=Area.Kind.COMMUNITY, is_active=True)
    return Villages(
        [
            Village(pk, name, code or "", in_scope=covers(pk))
            for pk, name, code in rows.values_list("pk", "name", "code")
        ]
    )


def station_of(tables: list[Table]) -> Area | None:
    """The station whose villages the workbook names most, if one stands out."""
    named = Counter(
        str(raw.cells.get("village", "")).strip()
        for table in tables
        for raw in table.rows
    )
    scores = Counter(
        {
            station: sum(count for text, count in named.items() if villages.find(text))
            for station, villages in (
                (station, villages_of(station, lambda _area: True))
                for station in Area.objects.filter(kind=Area.Kind.STATION)
            )
        }
    )
    best = scores.most_common(2)
    if not best or not best[0][1]:
        return None
    is_tie = len(best) > 1 and best[0][1] == best[1][1]
    return None if is_tie else best[0][0]


def _note(says: str, names: list[str]) -> dict:
    shown = "、".join(names[:MOST_NAMED])
    more = f" … ({len(names)})" if len(names) > MOST_NAMED else ""
    return {"says": says, "params": {"names": shown + more}}
