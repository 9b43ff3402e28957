"""When a kind of patrol may be walked: in use, and in its season."""

from datetime import date

from django.utils.translation import gettext as _

from patrols.models import PatrolKind
from station import phrasing
from station.errors import RuleError


def check(kind: PatrolKind, *, on: date) -> None:
    """Nothing new is planned of a kind that is out of use or out of season.

    What stands in the roster already stays there.
    """
    if not kind.is_active:
        raise RuleError(_("This kind of patrol is out of use."), code="out_of_use")
    if not kind.is_in_season(on=on):
        raise RuleError(
            _("%(kind)s has its season from %(from)s to %(until)s.")
            % {
                "kind": kind.title,
                "from": phrasing.month_day(kind.from_day),
                "until": phrasing.month_day(kind.until_day),
            },
            code="out_of_season",
        )
