"""A finding and what it became: both move together, by whatever page or call."""

from django.utils.translation import gettext as _

from patrols.actions import finding_reminders as reminders
from patrols.actions.finding_steps import close
from patrols.actions.findings import EVENING, note
from patrols.carried import BECOMES, ORIGIN, record_at
from patrols.models import Finding
from patrols.workflow.findings import FindingStatus
from station import working_days
from station.models import Event, RecordLink

ENDS = frozenset({"hazard.put_right", "hazard.closed", "dispute.ended"})
GOES_ON = frozenset({"dispute.reopened"})
MOVES = frozenset({"hazard.extended", "hazard.not_put_right", "dispute.taken_up"})


def became(ids: set[int], event: Event) -> None:
    """Something was made of a finding: that record carries the matter from now on."""
    label = event.subject.partition(":")[0]
    if event.kind != "link.made" or label not in BECOMES:
        return
    made = record_at(event.subject)
    rows = Finding.objects.select_for_update(of=("self",)).unsettled()
    for row in rows.filter(pk__in=ids):
        _carry(row, made, event)


def followed(_ids: set[int], event: Event) -> None:
    """The record a finding became has ended, goes on, or has another deadline."""
    if event.kind not in ENDS | GOES_ON | MOVES:
        return
    links = RecordLink.objects.filter(
        made=event.subject, origin__startswith=ORIGIN
    ).values_list("origin", flat=True)
    keys = [int(origin.removeprefix(ORIGIN)) for origin in links]
    if not keys or event.actor is None:
        return
    made = record_at(event.subject)
    rows = Finding.objects.select_for_update(of=("self",)).order_by("pk")
    for row in rows.filter(pk__in=keys):
        _follow(row, made, event)


def _follow(row: Finding, made, event: Event) -> None:
    if event.kind in ENDS and not row.is_settled:
        words = _("Settled with %(record)s.") % {"record": made.number}
        close(row, words, by=event.actor, at=event.happened_at)
    elif event.kind in GOES_ON or not row.is_settled:
        row.closed_at = row.closed_by = None
        _carry(row, made, event)


def _carry(row: Finding, made, event: Event) -> None:
    """Passed on to a record of our own, with its deadline."""
    before, row.passed_to = row.passed_to, made.number
    row.status = FindingStatus.PASSED_ON
    row.due_at = _due(made) or row.due_at
    row.version += 1
    row.save()
    reminders.with_record(row, at=event.happened_at)
    if before != row.passed_to:
        note(
            "finding.passed_on",
            row,
            by=event.actor,
            at=event.happened_at,
            changes={"passed_to": [before, row.passed_to]},
        )


def _due(made):
    """When the other record is due: at a moment, or in the evening of a day."""
    day = getattr(made, "deadline_on", None)
    if day is not None:
        return working_days.at_clock(day, EVENING)
    return getattr(made, "due_at", None)
