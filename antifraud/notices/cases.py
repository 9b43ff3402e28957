"""Whom fraud cases concern at this moment; nobody's name leaves the house."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.actions import screened_cases, victim_contacts
from antifraud.models import FraudCase, VictimContact
from households.dues import Dues
from station.registry import WorkItem

AHEAD = timedelta(days=7)
ICON = "phone-call"
SEALED = ("victim_name", "victim_phone", "facts", "end_note")
CONTACTS = Dues(
    model=VictimContact,
    labels={
        victim_contacts.DUE: gettext_lazy("Contact a victim today"),
        victim_contacts.NEXT_DAY: gettext_lazy("Contact with a victim late"),
    },
    still=lambda rows: rows.planned(),
    title=lambda row: row.case.number,
    person="owner_id",
    joins=("case",),
    icon=ICON,
    defer=("note", *(f"case__{name}" for name in SEALED)),
)
FOUND = Dues(
    model=FraudCase,
    labels={
        screened_cases.SCREENED: gettext_lazy("Fraud found in the day's calls"),
    },
    still=lambda rows: rows.filter(status="open"),
    title=lambda row: str(row.scam_type),
    person="owner_id",
    joins=("scam_type",),
    icon="alert-triangle",
    defer=SEALED,
)
KINDS = [*CONTACTS.kinds(), *FOUND.kinds()]


def owed(user, now: datetime):
    """Whom this person asks within the week; the victim is named on the page alone."""
    rows = VictimContact.objects.visible_to(user, "edit").planned()
    rows = rows.filter(owner=user, planned_at__lt=now + AHEAD)
    for row in rows.for_list().order_by("planned_at", "pk"):
        yield _item(row)


def still_open(case: FraudCase, user) -> list[WorkItem]:
    """What lies ahead of a case that is about to be ended."""
    rows = case.contacts.visible_to(user).planned()
    return [_item(row) for row in rows.for_list()]


def _item(row: VictimContact) -> WorkItem:
    return WorkItem(
        title=_("Contact the victim: %(type)s") % {"type": row.case.scam_type},
        url=row.get_absolute_url(),
        due_at=row.planned_at,
        kind_label=gettext_lazy("Victim contact"),
        icon=ICON,
        area_name=row.area.name,
        detail=row.case.number,
    )
