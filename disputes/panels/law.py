"""The legal track with its clocks, and the sittings, on the page of a dispute."""

from django.utils.translation import gettext_lazy

from disputes.actions import tracks
from disputes.actions.reckoning import EXTENSION, book_for, reckon
from disputes.demo import law as law_demo
from disputes.models import Clock
from disputes.notices import clocks as notices
from disputes.notices import sittings
from disputes.panels import law_rules
from disputes.workflow import IN_MEDIATION, Status
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Track
from disputes.workflow.law import ClockState
from station import policy, working_days
from station.registry import NavItem, Panel, registry

TONES = {
    ClockState.RUNNING: "blue",
    ClockState.PAUSED: "grey",
    ClockState.STOPPED: "grey",
    ClockState.MET: "green",
    ClockState.MISSED: "red",
}


def law(request, dispute) -> dict | None:
    """The track in words, and the clocks with their reason."""
    if not policy.can(request.user, "track.view", dispute):
        return None
    newest = tracks.newest(dispute)
    may_assess = dispute.status in IN_MEDIATION and policy.can(
        request.user, "track.create", dispute
    )
    clocks = _clocks(request.user, dispute)
    if newest is None and not may_assess and not clocks:
        return None
    return {
        "dispute": dispute,
        "newest": newest,
        "answer": tracks.explained(dispute, Answers.of(newest.answers), law=newest.law)
        if newest
        else None,
        "clocks": clocks,
        "may_assess": may_assess,
        "may_start": dispute.is_open
        and newest is not None
        and policy.can(request.user, "clock.create", dispute),
    }


def _clocks(user, dispute) -> list[dict]:
    """Each clock, those that go first, with how its last day came about."""
    rows = list(dispute.clocks.prefetch_related("pauses").order_by("-pk"))
    if not rows:
        return []
    for row in rows:
        row.dispute = dispute
    book = book_for(dispute, {row.code for row in rows})
    may_edit = dispute.is_open and policy.can(user, "clock.edit", dispute)
    rows.sort(key=lambda row: not row.is_going)
    return [_shown(row, book, may_edit=may_edit) for row in rows]


def _shown(clock: Clock, book, *, may_edit: bool) -> dict:
    most = EXTENSION.get(clock.code)
    left = book.figure(most[0]) - clock.extensions if most else 0
    return {
        "clock": clock,
        "title": book.rule(clock.code).title,
        "explained": reckon(clock, book, clock.pauses.all()).text,
        "tone": TONES[clock.state],
        "due_at": working_days.at_clock(clock.due_on, notices.EVENING),
        "may_edit": may_edit and clock.is_going,
        "is_paused": clock.state == ClockState.PAUSED,
        "may_extend": may_edit and clock.is_going and left > 0,
    }


def mediations(request, dispute) -> dict | None:
    """The sittings so far, and the way to the next."""
    user = request.user
    if not policy.can(user, "mediation.view", dispute):
        return None
    rows = dispute.mediations.select_related("mediator").defer("facts", "record")
    found = list(rows.order_by("ordinal", "pk"))
    has_planned = any(sitting.is_planned for sitting in found)
    may_plan = (
        dispute.status == Status.TAKEN_UP
        and dispute.track not in {"", Track.NONE}
        and not has_planned
        and policy.can(user, "mediation.create", dispute)
    )
    if not found and not may_plan:
        return None
    may_edit = policy.can(user, "mediation.edit", dispute)
    return {
        "dispute": dispute,
        "sittings": found,
        "may_plan": may_plan,
        "may_edit": may_edit,
    }


registry.add_legal(*law_rules.RULES)
registry.add_demo("legal tracks", law_demo.make, order=52)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("clocks", notices.owed)
registry.add_worklist("sittings", sittings.owed)
registry.add_panel("dispute", Panel("law", "disputes/_law_panel.html", law, order=10))
registry.add_panel(
    "dispute",
    Panel("mediations", "disputes/_mediations_panel.html", mediations, order=20),
)
registry.add_event_labels(
    dispute__track_assessed=gettext_lazy("Legal track set"),
    clock__started=gettext_lazy("Legal clock started"),
    clock__paused=gettext_lazy("Legal clock held"),
    clock__resumed=gettext_lazy("Legal clock goes on"),
    clock__extended=gettext_lazy("Legal time extended"),
    clock__ended=gettext_lazy("Done within legal time"),
    legal_rule__added=gettext_lazy("Local rule added"),
    mediation__planned=gettext_lazy("Sitting planned"),
    mediation__held=gettext_lazy("Sitting held"),
    mediation__called_off=gettext_lazy("Sitting called off"),
)
registry.add_nav(
    NavItem(
        key="on_the_spot",
        label=gettext_lazy("On-the-spot mediation"),
        icon="checks",
        url_name="disputes:on_the_spot",
        permission="dispute.create",
        order=31,
        place="add",
    )
)
