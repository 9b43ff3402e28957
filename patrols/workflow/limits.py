"""What keeps a volunteer from a shift: the law's protection and the station's limits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Bar(TextChoices):
    """Why somebody cannot be on a shift."""

    NOT_ACTIVE = "not_active", _("does not serve at present")
    NOT_OF_TEAM = "not_of_team", _("not of this team")
    TOO_YOUNG = "too_young", _("too young")
    MINOR_AT_NIGHT = "minor_at_night", _("a minor is never on duty at night")
    NOT_FIT = "not_fit", _("not fit for night or risky duty")
    NOT_INSURED = "not_insured", _("no accident insurance for risky duty")
    BOOKED = "booked", _("has another shift at that time")
    REST = "rest", _("too little rest between shifts")
    DAY_HOURS = "day_hours", _("too many hours within a day")
    WEEK_HOURS = "week_hours", _("too many hours in the week")


class Pass(TextChoices):
    """Why a proposal does not take somebody who could come."""

    WISH = "wish", _("said that they cannot come then")
    OWN_HOURS = "own_hours", _("wants no more hours that week")
    ELSEWHERE = "elsewhere", _("is put on another shift too near to this one")
    LOAD = "load", _("others have had fewer hours")


class Pick(TextChoices):
    """What speaks for somebody whom a proposal takes."""

    LIKES = "likes", _("likes to come then")
    SKILL = "skill", pgettext_lazy("roster", "brings what is asked for")
    LOAD = "load", _("has had few hours")


PERSONAL = (
    Bar.NOT_ACTIVE,
    Bar.NOT_OF_TEAM,
    Bar.TOO_YOUNG,
    Bar.MINOR_AT_NIGHT,
    Bar.NOT_FIT,
    Bar.NOT_INSURED,
)
