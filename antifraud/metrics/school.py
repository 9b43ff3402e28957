"""The police school: sessions held, who came, and what is not written up."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.metrics.parts import AGE_GROUP, DIRECTION, PEOPLE
from antifraud.models import Attendee, CourseSession
from antifraud.workflow.school import Seat, SessionStatus
from station.metrics.declared import SOON_DAYS, Counted, Metric, during, now
from station.metrics.declared import Direction as Good

IS_HELD = Q(status=SessionStatus.DONE)
PLANNED = Q(status=SessionStatus.PLANNED)
WEEK = timedelta(days=SOON_DAYS)
SESSIONS = pgettext_lazy("unit", "sessions")

HELD = Counted(
    "school.held", CourseSession, when=IS_HELD, at="starts_at", splits=(DIRECTION,)
)
NAMELESS = Counted(
    "school.nameless", CourseSession,
    when=IS_HELD, at="starts_at", value="nameless", splits=(DIRECTION,),
)  # fmt: skip
CAME = Counted(
    "school.attendees", Attendee,
    when=Q(seat=Seat.CAME), at="came_at", splits=(AGE_GROUP,),
)  # fmt: skip
UNWRITTEN = Counted(
    "school.late", CourseSession,
    live=lambda moment: PLANNED & Q(ends_at__lt=moment.at), person="planned_by_id",
)  # fmt: skip
AHEAD = Counted(
    "school.soon", CourseSession,
    live=lambda moment: PLANNED & Q(ends_at__gte=moment.at, ends_at__lt=moment.at + WEEK),
    person="planned_by_id",
)  # fmt: skip

METRICS = (
    Metric(
        key="school.held",
        label=_("School sessions held"),
        definition=_(
            "Sessions of the community police school that were held and written up, by "
            "the day they began."
        ),
        group="education",
        part=during(HELD),
        unit=SESSIONS,
        direction=Good.MORE,
        is_of_people=False,
        drawn=("direction",),
        order=300,
    ),
    Metric(
        key="school.attendees",
        label=_("School attendees"),
        definition=_(
            "People on the lists of the police school who came, by the day they came; "
            "once for each session."
        ),
        group="education",
        part=during(CAME),
        unit=PEOPLE,
        direction=Good.MORE,
        tasks=frozenset({"education"}),
        order=310,
    ),
    Metric(
        key="school.nameless",
        label=_("Listeners without a name"),
        definition=_(
            "People who sat in sessions of the police school without a name on the "
            "list, as written up, by the day the session began."
        ),
        group="education",
        part=during(NAMELESS),
        unit=PEOPLE,
        direction=Good.MORE,
        order=320,
    ),
    Metric(
        key="school.late",
        label=_("Sessions not written up"),
        definition=_(
            "Sessions of the police school that are over and of which nobody has said "
            "how they went."
        ),
        group="education",
        part=now(UNWRITTEN),
        unit=SESSIONS,
        direction=Good.FEWER,
        is_of_people=False,
        board=frozenset({"late"}),
        order=330,
    ),
    Metric(
        key="school.soon",
        label=_("Sessions this week"),
        definition=_(
            "Sessions of the police school planned to end within the next seven days."
        ),
        group="education",
        part=now(AHEAD),
        unit=SESSIONS,
        is_of_people=False,
        board=frozenset({"soon"}),
        order=340,
    ),
)
