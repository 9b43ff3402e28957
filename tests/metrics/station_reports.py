"""Drafts of reports that wait for a signature, signed or dropped meanwhile."""

from datetime import timedelta

from station.models import Report
from tests import factories as make
from tests.factories.clock import NOW, TODAY
from tests.factories.reports import WEEK
from tests.metrics import History, add

DAY = timedelta(days=1)
Status = Report.Status


def report(chance, area):
    """Of some week of the past, with a day by which it is to be signed."""
    weeks = Report.objects.count() + 1
    return make.ReportFactory(
        area=area,
        starts_on=WEEK - weeks * 7 * DAY,
        due_on=TODAY + chance.randint(-10, 10) * DAY,
        figures={},
    )


def moved(chance, row):
    """It is counted again, fails, is dropped or signed; or waits longer."""
    if Report.objects.get(pk=row.pk).status == Status.SIGNED:
        return {"replaced_at": NOW}
    status = chance.choice([s for s in Status if s != Status.SIGNED])
    changed = {"status": status, "due_on": TODAY + chance.randint(-10, 10) * DAY}
    if chance.random() < 0.3:
        signer = make.UserFactory()
        changed |= {"status": Status.SIGNED, "signed_by": signer, "signed_at": NOW}
    return changed


add(
    History(Report, report, moved, may_go=False),
    reports__unsigned=lambda row, _at: row.status == Status.DRAFT,
)
