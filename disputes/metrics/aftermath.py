"""What became of disputes: agreements kept, gone back the next day, turned criminal."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.models import Aftermath
from disputes.workflow.mediation import AgreementStatus
from disputes.workflow.warning import CriminalKind
from station.metrics.declared import Counted, Direction, Metric, Split, during, over

CRIME = Split(
    "crime", "turned_into", _("What it turned into"), lambda: dict(CriminalKind.choices)
)


def _dispute(key: str, at: str, when: Q, *splits: Split) -> Counted:
    """What became of a dispute leads to the dispute."""
    return Counted(
        key, Aftermath, when=when, at=at, splits=splits,
        listed="dispute_id", list_key="disputes.dispute",
    )  # fmt: skip


KEPT = _dispute(
    "disputes.kept",
    "agreement_due_on",
    Q(agreement_status=AgreementStatus.KEPT),
)
TO_KEEP = _dispute("disputes.to_keep", "agreement_due_on", Q())
GONE_BACK = _dispute(
    "disputes.gone_back", "follow_due_on", Q(gone_back_on__lte=F("follow_due_on"))
)
TO_GO_BACK = _dispute("disputes.to_go_back", "follow_due_on", Q())
TURNED = _dispute("disputes.turned", "turned_on", Q(), CRIME)

METRICS = (
    Metric(
        key="disputes.kept",
        label=_("Agreements kept"),
        definition=_(
            "Of the disputes whose agreement had to be kept by a day within these "
            "days, those in which all of it was kept. The last day of all that is "
            "owed counts; days that are not over do not count yet."
        ),
        group="disputes",
        part=over(KEPT),
        whole=over(TO_KEEP),
        part_label=pgettext_lazy("measure", "kept"),
        whole_label=_("due"),
        direction=Direction.MORE,
        tasks=frozenset({"disputes"}),
        order=92,
    ),
    Metric(
        key="disputes.gone_back",
        label=_("Gone back the next day"),
        definition=_(
            "Of the disputes whose next-day follow-up was due on these days, those in "
            "which somebody went back to the parties by that day. It is the day first "
            "set: put off is not on time. What was called off does not count, nor do "
            "days that are not over."
        ),
        group="disputes",
        part=over(GONE_BACK),
        whole=over(TO_GO_BACK),
        part_label=_("followed up by the day"),
        whole_label=_("follow-ups due"),
        direction=Direction.MORE,
        tasks=frozenset({"disputes"}),
        order=94,
    ),
    Metric(
        key="disputes.turned",
        label=_("Turned criminal"),
        definition=_(
            "Disputes that turned criminal on these days (by the day it happened, not "
            "the day it was written down); the aim is none."
        ),
        group="disputes",
        part=during(TURNED),
        unit=pgettext_lazy("unit", "disputes"),
        direction=Direction.FEWER,
        permission="warning.figures",
        board=frozenset({"wall"}),
        tasks=frozenset({"prevent"}),
        order=96,
    ),
)
