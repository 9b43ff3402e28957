"""Findings of patrols at random: to be settled, passed on, settled in time or late."""

from datetime import timedelta

from patrols.models import Finding
from patrols.workflow.findings import FindingKind, FindingStatus
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

HOUR = timedelta(hours=1)
FOLLOWED = {"hazard", "dispute", "lost_person", "lost_thing", "other"}


def made(chance, area):
    return make.FindingFactory(area=area)


def change(chance, row):
    status = chance.choice(FindingStatus.values)
    due_at = NOW + chance.randint(-60 * 24, 20 * 24) * HOUR
    closed = {"closed_at": None, "closed_by": None}
    if status == FindingStatus.CLOSED:
        closed = {
            "closed_at": due_at + chance.randint(-48, 48) * HOUR,
            "closed_by": row.reported_by_id,
        }
    return closed | {
        "status": status,
        "kind": chance.choice(FindingKind.values),
        "found_at": due_at - chance.randint(0, 30 * 24) * HOUR,
        "due_at": due_at,
        "people": chance.choice([None, 0, 3, 40]),
    }


def is_followed(row):
    return row.kind in FOLLOWED


def is_open(row):
    return row.status != "closed"


add(
    History(Finding, made, change),
    findings__found=lambda row, at: True,
    findings__due=lambda row, at: is_followed(row),
    findings__settled=lambda row, at: is_followed(row) and not is_open(row),
    findings__in_time=lambda row, at: (
        is_followed(row) and not is_open(row) and row.closed_at <= row.due_at
    ),
    findings__talks=lambda row, at: row.kind == "talk",
    findings__rescues=lambda row, at: row.kind in {"help", "lost_person"},
    findings__people=lambda row, at: (
        row.kind in {"talk", "school_guard", "help"} and bool(row.people)
    ),
    findings__late=lambda row, at: is_open(row) and row.due_at < at,
    findings__soon=lambda row, at: (
        is_open(row) and at <= row.due_at < at + timedelta(days=7)
    ),
)
