"""A question about visits in words; figures and codes are what the row keeps."""

from django.utils.translation import gettext as _

from households.models import QuestionKind, VisitQuestion
from households.visit_thresholds import SHIPPED
from station import phrasing

NIGHT = (SHIPPED.night_from, SHIPPED.night_until)  # of questions that do not say it


def struck(question: VisitQuestion) -> str:
    """What struck, with its figure."""
    value = phrasing.number(question.figures.get("value", 0))
    texts = {
        QuestionKind.BURST: _("%(n)s visits within one hour"),
        QuestionKind.PHOTO: _("The same photo at %(n)s visits"),
        QuestionKind.SPOT: _("Doors %(n)s metres apart, all written at one spot"),
        QuestionKind.FAR: _("Written up to %(n)s metres from the door"),
        QuestionKind.NIGHT: _("%(n)s visits between %(start)s:00 and %(end)s:00"),
        QuestionKind.TEXT: _("The same words in %(n)s visits"),
    }
    start, end = question.figures.get("night", NIGHT)
    words = {"n": value, "start": start, "end": end}
    return texts[QuestionKind(question.kind)] % words


def why(question: VisitQuestion) -> str:
    """What may well lie behind it, so that nobody reads it as an accusation."""
    texts = {
        QuestionKind.BURST: _(
            "Perhaps entered together afterwards, or a gathering of many households."
        ),
        QuestionKind.PHOTO: _("Perhaps picked by mistake, or one photo of one yard."),
        QuestionKind.SPOT: _("Perhaps written afterwards at the desk or in the car."),
        QuestionKind.FAR: _(
            "Perhaps written afterwards, or the address lies elsewhere on the map."
        ),
        QuestionKind.NIGHT: _("Perhaps an urgent matter, or the time was mistyped."),
        QuestionKind.TEXT: _("Perhaps a text copied to save time at the door."),
    }
    return texts[QuestionKind(question.kind)]
