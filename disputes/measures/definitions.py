"""What each figure counts, in words that stand beside it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Definition:
    """A share: its name, what it counts, and how it is reckoned."""

    key: str
    title: Promise
    text: Promise
    formula: Promise
    part: str  # names of the figures
    whole: str
    part_label: Promise
    whole_label: Promise


RATES = (
    Definition(
        "agreed",
        pgettext_lazy("measure", "Agreed"),
        _(
            "Of the disputes whose mediation finished on these days, those that ended "
            "in an agreement. What later became a criminal or a public-security case "
            "does not count as agreed."
        ),
        _("agreement reached ÷ mediations finished"),
        "agreed",
        "finished",
        _("agreement reached"),
        _("mediations finished"),
    ),
    Definition(
        "kept",
        _("Kept"),
        _(
            "Of the disputes whose agreement had to be kept by a day within these days "
            "and that is past, those in which all of it was kept. An agreement that is "
            "not due yet does not count."
        ),
        _("agreements kept ÷ agreements due"),
        "kept",
        "due",
        pgettext_lazy("measure", "kept"),
        _("due"),
    ),
    Definition(
        "not_back",
        _("Not back"),
        _(
            "Of the disputes settled on these days and long enough ago, those after "
            "which neither the same residents nor the same household had a new dispute "
            "within the days set."
        ),
        _("settled and not back ÷ settled long enough ago"),
        "not_back",
        "old_enough",
        _("not back"),
        _("settled long enough ago"),
    ),
)
ON_TIME = Definition(
    "on_time",
    _("Gone back on time"),
    _(
        "Of the disputes whose next-day follow-up was due on these days and was made or "
        "is past its day, those in which somebody went back to the parties by that day. "
        "It is the day first set: put off is not on time. What was called off does not "
        "count."
    ),
    _("followed up by the day ÷ follow-ups due"),
    "on_time",
    "follow_due",
    _("followed up by the day"),
    _("follow-ups due"),
)
SPELLS = (
    ("taken_up", _("Reported until taken up")),
    ("mediated", _("Taken up until the mediation finished")),
    ("ended", _("Mediation finished until concluded")),
    ("whole", _("Reported until concluded")),
)
COUNTS = (
    ("reported", _("Reported")),
    ("ended", _("Concluded")),
    ("open", _("Open at the end")),
    ("late", _("Late now")),
)
