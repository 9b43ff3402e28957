"""The record of our own that a finding became, and that carries it from then on."""

from django.apps import apps
from django.db.models import Model

from patrols.models import Finding
from patrols.workflow.findings import FindingStatus
from station.models import RecordLink, reference

BECOMES = frozenset({"households.hazard", "disputes.dispute"})
ORIGIN = "patrols.finding:"


def record_at(named: str) -> Model:
    """The record an event or a link names."""
    label, _colon, key = named.partition(":")
    return apps.get_model(label)._default_manager.get(pk=key)


def carrier_of(finding: Finding) -> Model | None:
    """The hazard or the dispute that sees to it at present."""
    if finding.status != FindingStatus.PASSED_ON:
        return None
    rows = RecordLink.objects.filter(origin=reference(finding)).order_by("-pk")
    for made in rows.values_list("made", flat=True):
        if made.partition(":")[0] in BECOMES:
            record = record_at(made)
            return record if record.number == finding.passed_to else None
    return None
