"""Calls at random: proposed, then said to be of a dispute, of fraud or of neither."""

from datetime import timedelta

from station.models import CallRecord
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

KINDS = (
    {"kind": "dispute", "field": "neighbour", "scam": ""},
    {"kind": "dispute", "field": "water_land", "scam": ""},
    {"kind": "fraud", "field": "", "scam": "fake_loan"},
    {"kind": "other", "field": "", "scam": ""},
)
OPEN = {
    "status": "proposed",
    "kind": "",
    "field": "",
    "scam": "",
    "decided_at": None,
    "decided_by": None,
}


def told(chance, area):
    at = area if area.kind == "community" else area.parent
    return make.CallFactory(area=at)


def decided(chance, row):
    status = chance.choice(["confirmed", "corrected", "rejected"])
    by = {"status": status, "decided_at": NOW, "decided_by": row.batch.sent_by}
    called_at = NOW - chance.randint(0, 100 * 24) * timedelta(hours=1)
    fate = chance.choice([OPEN, {**by, **chance.choice(KINDS)}])
    return {"called_at": called_at, **fate}


add(
    History(CallRecord, told, decided),
    calls__received=lambda row, at: True,
    calls__screened=lambda row, at: row.status != "proposed",
    calls__waiting=lambda row, at: row.status == "proposed",
    calls__disputes=lambda row, at: row.kind == "dispute",
    calls__fraud=lambda row, at: row.kind == "fraud",
)
