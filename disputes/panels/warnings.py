"""Early warning on the page of a dispute and on the shared pages."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.actions import warnings
from disputes.demo import warnings as demo
from disputes.lists.warnings import WARNINGS
from disputes.models import (
    CriminalTurn,
    Dispute,
    DisputeWarning,
    WarningAction,
    WarningReading,
    WarningSign,
)
from disputes.notices import warnings as notices
from disputes.warnings.book import Book
from station import policy
from station.registry import NavItem, NavSection, Panel, WorkItem, registry

SHOWN = 40  # readings in the picture
BAR, HIGH = 12, 64  # of the picture, in its own units


@dataclass(frozen=True)
class Line:
    """A sign that holds, with its words and its weight."""

    sign: WarningSign
    points: int
    times: int


@dataclass(frozen=True)
class Bar:
    """One reading in the picture."""

    reading: WarningReading
    x: int
    y: float
    height: float
    is_above: bool


def of_dispute(request, dispute: Dispute) -> dict | None:
    """How high it stands and why, how it rose and fell, and what was done."""
    user = request.user
    if not policy.can(user, "warning.view", dispute):
        return None
    readings = list(dispute.readings.order_by("-at", "-pk")[:SHOWN])[::-1]
    deeds = list(_deeds(dispute))
    turn = CriminalTurn.objects.filter(dispute=dispute).defer("note").first()
    book = Book()
    line = book.line(dispute.area.path)
    standing = DisputeWarning.objects.open().filter(dispute=dispute).first()
    return {
        "dispute": dispute,
        "score": dispute.warning_score,
        "line": line.line,
        "lines": _lines(readings, book, dispute),
        "bars": bars(readings, line.line) if len(readings) > 1 else [],
        "line_y": HIGH - _height(line.line, _top(readings, line.line)),
        "readings": readings[::-1],
        "standing": standing,
        "deeds": _with_words(deeds, user, dispute),
        "turn": turn,
        "may_answer": dispute.is_open and policy.can(user, "warning.answer", dispute),
        "may_turn": turn is None and policy.can(user, "warning.turn", dispute),
    }


def _deeds(dispute: Dispute) -> QuerySet:
    rows = WarningAction.objects.filter(dispute=dispute).select_related("done_by")
    return rows.defer("words").order_by("-done_at", "-pk")[:SHOWN]


def _with_words(deeds, user, dispute) -> list[tuple]:
    """Each with the way to read what was written, for those who may."""
    may_reveal = policy.can(user, "warning.reveal", dispute)
    return [
        (
            deed,
            reverse("station:reveal", args=["disputes.warningaction", deed.pk, "words"])
            if may_reveal
            else "",
        )
        for deed in deeds
    ]


def _lines(readings, book: Book, dispute: Dispute) -> list[Line]:
    """The signs of the newest reading, the heaviest first."""
    held = readings[-1].signs if readings and dispute.is_open else []
    found = [
        Line(book.sign(sign["code"], dispute.area.path), sign["points"], sign["times"])
        for sign in held
    ]
    return sorted(found, key=lambda line: -line.points)


def _top(readings, line: int) -> int:
    return max([line, 1, *(reading.score for reading in readings)])


def _height(score: int, top: int) -> float:
    return round(HIGH * score / top, 1)


def bars(readings, line: int) -> list[Bar]:
    """One bar a reading, from left to right."""
    top = _top(readings, line)
    return [
        Bar(
            reading,
            x=position * BAR,
            y=HIGH - _height(reading.score, top),
            height=_height(reading.score, top),
            is_above=reading.score >= line,
        )
        for position, reading in enumerate(readings)
    ]


def unanswered(dispute: Dispute, user) -> list[WorkItem]:
    """Nobody ends a dispute over a warning that nobody answered."""
    if not policy.can(user, "warning.answer", dispute):
        return []
    rows = DisputeWarning.objects.untouched().filter(dispute=dispute)
    return [
        WorkItem(
            title=_("An early warning nobody answered"),
            url=reverse("disputes:warning_answer", args=[dispute.pk]),
            due_at=None,
            kind_label=_("Early warning"),
            icon="alert-triangle",
        )
        for _row in rows
    ]


registry.add_listener("disputes.dispute", warnings.heard)
registry.add_list(WARNINGS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("dispute_warnings", notices.owed)
registry.add_closing("disputes.dispute", unanswered)
registry.add_demo("dispute_warnings", demo.make, order=59)
registry.add_panel(
    "dispute_aside",
    Panel(
        key="warning",
        template="disputes/_warning_panel.html",
        context=of_dispute,
        order=50,
    ),
)
registry.add_event_fields(
    "disputes.disputewarning", warning_score=Dispute._meta.get_field("warning_score")
)
registry.add_event_labels(
    warning__raised=_("Early warning: above the line"),
    warning__over=_("Early warning: below the line"),
    warning__answered=_("Early warning answered"),
    warning_sign__set=_("Weight of a sign set"),
    warning_line__set=_("Line of early warning set"),
    dispute__turned_criminal=_("The dispute turned criminal"),
)
registry.add_sections(NavSection("disputes", _("Mediation and warning"), 5))
registry.add_nav(
    NavItem(
        key="warnings",
        label=_("Likely to turn criminal"),
        icon="alert-triangle",
        url_name="disputes:warning_list",
        permission="warning.view",
        order=36,
        section="disputes",
        waiting=lambda user: DisputeWarning.objects.visible_to(user).untouched(),
    ),
    NavItem(
        key="dispute_measures",
        label=_("Measures of disputes"),
        icon="chart-bar",
        url_name="disputes:measures",
        permission="dispute.figures",
        order=39,
        section="disputes",
    ),
)
