"""Weekly and monthly reports that nobody signed in time."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.metrics.declared import (
    Counted,
    Direction,
    Metric,
    Split,
    before_today,
    soon,
)
from station.models import Report

UNSIGNED = Counted(
    "reports.unsigned",
    Report,
    when=Q(status=Report.Status.DRAFT),
    at="due_on",
    splits=(Split("kind", "kind", _("Kind"), lambda: dict(Report.Kind.choices)),),
    opens="report.make",
)
COMMON = {
    "group": "reports",
    "unit": pgettext_lazy("unit", "reports"),
    "permission": "report.make",
    "is_of_people": False,
}
METRICS = (
    Metric(
        key="reports.late",
        label=_("Reports not signed"),
        definition=_(
            "Drafts of weekly and monthly reports that nobody signed within three "
            "working days after their figures were first counted. What is signed or "
            "dropped does not count."
        ),
        part=before_today(UNSIGNED),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        **COMMON,
    ),
    Metric(
        key="reports.soon",
        label=_("Reports to sign"),
        definition=_(
            "Drafts of weekly and monthly reports that are to be signed today or within "
            "the next seven days."
        ),
        part=soon(UNSIGNED),
        board=frozenset({"soon"}),
        **COMMON,
    ),
)
