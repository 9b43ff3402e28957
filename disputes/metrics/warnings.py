"""Early warnings: above the line now, and those nobody answered."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.models import DisputeWarning
from station.metrics.declared import Counted, Direction, Metric, during, now

UNIT = pgettext_lazy("unit", "warnings")
STANDS = Q(over_at__isnull=True)

STANDING = Counted("warnings.open", DisputeWarning, when=STANDS)
UNTOUCHED = Counted(
    "warnings.untouched", DisputeWarning,
    live=lambda moment: STANDS & Q(is_untouched=True), person="dispute__assigned_to_id",
)  # fmt: skip
RAISED = Counted("warnings.raised", DisputeWarning, at="raised_at")

METRICS = (
    Metric(
        key="warnings.open",
        label=_("Early warnings"),
        definition=_(
            "Disputes whose score stands above the line from which they are likely "
            "to turn criminal."
        ),
        group="disputes",
        part=now(STANDING),
        unit=UNIT,
        direction=Direction.FEWER,
        permission="warning.figures",
        tasks=frozenset({"prevent"}),
        order=130,
    ),
    Metric(
        key="warnings.untouched",
        label=_("Warnings unanswered"),
        definition=_(
            "Early warnings about which nobody has done anything yet, or whose day of "
            "the next look has come."
        ),
        group="disputes",
        part=now(UNTOUCHED),
        unit=UNIT,
        direction=Direction.FEWER,
        permission="warning.figures",
        board=frozenset({"late"}),
        order=140,
    ),
    Metric(
        key="warnings.raised",
        label=_("Warnings raised"),
        definition=_("Early warnings whose score rose above the line on these days."),
        group="disputes",
        part=during(RAISED),
        unit=UNIT,
        direction=Direction.FEWER,
        permission="warning.figures",
        order=150,
    ),
)
