"""Everything patrols keep."""

from patrols.models.alarm import Alarm
from patrols.models.calendar_feed import CalendarFeed
from patrols.models.duty_limits import DutyLimits
from patrols.models.finding import Finding
from patrols.models.kind import KindCheck, PatrolKind
from patrols.models.need import NeedWeight
from patrols.models.patrol import CheckIn, Patrol, TrackPiece
from patrols.models.point import PatrolPoint, Route, RouteStop
from patrols.models.proposal import RosterProposal
from patrols.models.roster import RosterPeriod, RosterTemplate
from patrols.models.shift import Shift
from patrols.models.sign_up import SignUp
from patrols.models.swap import Swap
from patrols.models.tally import AreaHour, PointHour, TeamDay
from patrols.models.team import Membership, Team
from patrols.models.thanks import MeritRule, ServiceCertificate, Thanks
from patrols.models.volunteer import Volunteer
from patrols.models.volunteer_facts import Equipment, Insurance, Training, Wish

__all__ = [
    "Alarm",
    "AreaHour",
    "CalendarFeed",
    "CheckIn",
    "DutyLimits",
    "Equipment",
    "Finding",
    "Insurance",
    "KindCheck",
    "Membership",
    "MeritRule",
    "NeedWeight",
    "Patrol",
    "PatrolKind",
    "PatrolPoint",
    "PointHour",
    "RosterPeriod",
    "RosterProposal",
    "RosterTemplate",
    "Route",
    "RouteStop",
    "ServiceCertificate",
    "Shift",
    "SignUp",
    "Swap",
    "Team",
    "TeamDay",
    "Thanks",
    "TrackPiece",
    "Training",
    "Volunteer",
    "Wish",
]
