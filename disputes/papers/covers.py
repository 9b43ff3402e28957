"""The cover, the contents and the back of the dossier."""

from datetime import date

from disputes.papers import sheets
from disputes.papers.case import Case
from station import legal
from station.models import LegalUnit

RETENTION = "dossier.retention"


def retention(case: Case, *, on: date) -> str:
    """How long it is kept, as the county set it: the law was not read for it."""
    rule = legal.rule(RETENTION, on=on)
    years, months = divmod(rule.value, 12)
    if rule.unit == LegalUnit.MONTH and not months:
        return f"{years}年"
    return rule.amount


def cover(case: Case, *, on: date) -> dict:
    """What stands on the cover (卷皮)."""
    dispute = case.dispute
    names = [case.named("one"), case.named("other")]
    return {
        "title": "与".join(name for name in names if name)
        + str(dispute.get_field_display())
        + ("纠纷" if not str(dispute.get_field_display()).endswith("纠纷") else ""),
        "year": str(case.dossier.year if case.dossier else dispute.reported_at.year),
        "mediator": case.mediator,
        "mediated_on": sheets.day(dispute.mediated_at),
        "filed_by": case.mediator or case.officer,
        "filed_on": sheets.day(on) if dispute.ended_at else "",
        "retention": retention(case, on=on),
        "agreement": case.agreement.number if case.agreement else "",
    }


def back(case: Case, *, pages: int | None, on: date) -> dict:
    """How many pages there are, and who checked (封底)."""
    return {
        "pages": pages,
        "filed_by": case.mediator or case.officer,
        "date": sheets.day(on) if pages else "",
    }
