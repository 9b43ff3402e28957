"""What the police school brings to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud import calendars, search_school
from antifraud.demo import school as demo
from antifraud.lists.school import ATTENDEES, CERTIFICATES, COURSES, SESSIONS
from antifraud.models import CourseSession
from antifraud.notices import school as notices
from antifraud.school_calendar import entries
from antifraud.sheets import attendance  # noqa: F401
from station.registry import (
    Conversion,
    NavItem,
    OriginFacts,
    Subject,
    registry,
)


def describe(session: CourseSession) -> OriginFacts:
    """Where it was, and about what."""
    return OriginFacts(
        area=session.area, what=session.course.title, place=session.place
    )


calendars.add("school", entries)
registry.add_list(SESSIONS, COURSES, ATTENDEES, CERTIFICATES)
registry.add_demo("school", demo.make, order=72)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("school", notices.to_do)
registry.add_closing("antifraud.course", notices.still_ahead)
registry.add_search(*search_school.KINDS)
registry.add_subject(
    "antifraud.coursesession",
    Subject(_("Session of the police school"), "school", describe),
)
registry.add_conversions(
    Conversion(
        key="course_session",
        label=_("Session of the police school"),
        icon="school",
        url_name="antifraud:session_create",
        permission="course.create",
        origins=frozenset({"antifraud.alert", "antifraud.wave"}),
        order=85,
    )
)
registry.add_nav(
    NavItem(
        key="police_school",
        label=_("Police school"),
        icon="school",
        url_name="antifraud:session_list",
        permission="course.view",
        order=70,
        section="antifraud",
    ),
    NavItem(
        key="session_new",
        label=_("Plan a session of the police school"),
        icon="school",
        url_name="antifraud:session_create",
        permission="course.create",
        order=60,
        place="add",
    ),
)
registry.add_event_labels(
    course__created=_("Course written"),
    course__edited=_("Course edited"),
    course__quiz_set=_("Quiz written"),
    course__retired=_("Course no longer taught"),
    course__brought_back=_("Course taught again"),
    session__planned=_("Session planned"),
    session__edited=_("Session changed"),
    session__held=_("Session held"),
    session__cancelled=_("Session cancelled"),
    session__reopened=_("Session taken up again"),
    session__code_renewed=_("New code given"),
    session__quiz_entered=_("Paper sheets of the quiz entered"),
    session__quiz_struck=_("Paper sheets of the quiz taken back"),
    attendance__invited=_("Invited to the police school"),
    attendance__came=_("Came to the police school"),
    attendance__declined=_("Cannot come to the police school"),
    attendance__taken_back=_("Was not at the police school after all"),
    attendance__struck=_("A name struck off the list"),
    course_certificate__issued=_("Course certificate issued"),
    course_certificate__voided=_("Course certificate voided"),
)
