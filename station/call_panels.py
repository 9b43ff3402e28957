"""What call records and their screening bring to the shared pages."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from station import (
    call_lists,  # noqa: F401
    call_sheets,  # noqa: F401
)
from station.demo import calls as call_demo
from station.models import CallRecord
from station.registry import NavItem, OriginFacts, Subject, registry


def describe(call) -> OriginFacts:
    """The place and what was told."""
    return OriginFacts(area=call.area, text=call.summary)


def waiting(user) -> QuerySet[CallRecord]:
    """The calls for which somebody has to say what they are."""
    return CallRecord.objects.visible_to(user, "decide").waiting()


registry.add_subject("station.callrecord", Subject(_("Call record"), "phone", describe))
registry.add_demo("calls", call_demo.make, order=45)
registry.add_event_labels(
    call_batch__opened=_("Calls sent in"),
    call_record__taken_in=_("Call taken in"),
    call_record__confirmed=_("Call confirmed"),
    call_record__corrected=_("Call corrected"),
    call_record__rejected=_("Call put aside"),
    call_record__undone=_("Decision taken back"),
    screening_term__added=_("Screening term added"),
    screening_term__edited=_("Screening term edited"),
    screening_term__switched_off=_("Screening term left out"),
    screening_term__switched_on=_("Screening term used again"),
)
registry.add_nav(
    NavItem(
        key="screening",
        label=_("Daily screening"),
        icon="phone-call",
        url_name="station:screening",
        permission="call_record.decide",
        order=34,
        waiting=waiting,
    ),
    NavItem(
        key="screening_terms",
        label=_("Screening terms"),
        icon="tag",
        url_name="station:term_list",
        permission="screening_term.view",
        order=240,
        place="manage",
    ),
)
