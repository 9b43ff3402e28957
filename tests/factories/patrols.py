"""Volunteers, teams, shifts, points, patrols, findings and alarms."""

from datetime import date, time, timedelta
from decimal import Decimal

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from patrols import models as patrols
from station import crypto
from tests.factories.clock import NOW, TODAY
from tests.factories.territory import CommunityFactory, TownshipFactory, UserFactory

PHONE = "13800005678"


class PatrolKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.PatrolKind

    code = factory.Sequence(lambda n: f"kind-{n}")
    title_zh = factory.Sequence(lambda n: f"巡防{n}")


class KindCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.KindCheck

    kind = factory.SubFactory(PatrolKindFactory)
    title_zh = "消防通道是否畅通"


class VolunteerFactory(factory.django.DjangoModelFactory):
    """Somebody who serves, insured or not."""

    class Meta:
        model = patrols.Volunteer
        skip_postgeneration_save = True

    area = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"义警{n}")
    name_sort = factory.Sequence(lambda n: f"yi jing {n:04d}")
    born_on = date(1980, 5, 1)
    phone = PHONE
    phone_masked = "138****5678"
    phone_index = factory.Sequence(
        lambda n: crypto.blind_index(str(n), purpose="patrols.volunteer.phone")
    )
    trade = "guard"
    status = "active"
    applied_at = NOW - timedelta(days=200)
    vetted_at = NOW - timedelta(days=190)
    vetted_by = factory.SubFactory(UserFactory)


class ApplicantFactory(VolunteerFactory):
    """Somebody who wants to join."""

    status = "applied"
    applied_at = NOW - timedelta(days=2)
    vetted_at = None
    vetted_by = None


class PatrolTrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Training

    volunteer = factory.SubFactory(VolunteerFactory)
    topic = "safety"
    held_on = date(2026, 9, 1)
    hours = Decimal(4)


class InsuranceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Insurance

    volunteer = factory.SubFactory(VolunteerFactory)
    insurer = "人保财险"
    from_on = date(2026, 1, 1)
    until_on = date(2027, 12, 31)


class PatrolEquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Equipment

    volunteer = factory.SubFactory(VolunteerFactory)
    item = "vest"
    issued_on = date(2026, 9, 1)
    issued_by = factory.SubFactory(UserFactory)


class WishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Wish

    volunteer = factory.SubFactory(VolunteerFactory)
    weekday = 2
    from_time = time(18)
    until_time = time(21)


class CertificateFactory(factory.django.DjangoModelFactory):
    """Two patrols of two hours."""

    class Meta:
        model = patrols.ServiceCertificate

    number = factory.Sequence(lambda n: f"ZY-620724108-2026-{n:06d}")
    volunteer = factory.SubFactory(VolunteerFactory)
    area = factory.SelfAttribute("volunteer.area")
    name = factory.SelfAttribute("volunteer.name")
    from_on = date(2026, 1, 1)
    until_on = TODAY
    minutes = 240
    patrols = 2
    lines = factory.LazyFunction(
        lambda: [{"kind": "street", "title": "街面巡防", "patrols": 2, "minutes": 240}]
    )
    issued_at = NOW
    issued_by = factory.SubFactory(UserFactory)


class ThanksFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Thanks

    volunteer = factory.SubFactory(VolunteerFactory)
    text = "夜市巡逻辛苦了"
    said_at = NOW
    said_by = factory.SubFactory(UserFactory)


class MeritRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.MeritRule

    area = factory.SubFactory(CommunityFactory)
    is_on = True


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Team

    level = "village"
    area = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"天城村义警队{n}")
    name_sort = factory.Sequence(lambda n: f"tian cheng cun {n:04d}")
    founded_on = date(2024, 3, 1)


class TownTeamFactory(TeamFactory):
    level = "town"
    area = factory.SubFactory(TownshipFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Membership

    team = factory.SubFactory(TeamFactory)
    volunteer = factory.SubFactory(
        VolunteerFactory, area=factory.SelfAttribute("..team.area")
    )
    from_on = date(2025, 1, 1)


class CaptainFactory(MembershipFactory):
    """The captain of a team, with an account."""

    role = "captain"
    volunteer = factory.SubFactory(
        VolunteerFactory,
        area=factory.SelfAttribute("..team.area"),
        user=factory.SubFactory(UserFactory),
    )


class DutyLimitsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.DutyLimits

    area = factory.SubFactory(CommunityFactory)


class PatrolPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.PatrolPoint

    name = factory.Sequence(lambda n: f"小吃街口{n}")
    kind = "street"
    area = factory.SubFactory(CommunityFactory)
    latitude = Decimal("39.375200")
    longitude = Decimal("99.819300")
    token = factory.Sequence(lambda n: f"point-token-{n}")
    token_hash = factory.LazyAttribute(lambda row: crypto.fingerprint(row.token))


class RouteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Route

    name = factory.Sequence(lambda n: f"东街环线{n}")
    area = factory.SubFactory(CommunityFactory)
    kind = factory.SubFactory(PatrolKindFactory)


class RouteStopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.RouteStop

    route = factory.SubFactory(RouteFactory)
    point = factory.SubFactory(
        PatrolPointFactory, area=factory.SelfAttribute("..route.area")
    )
    position = factory.Sequence(lambda n: n + 1)


class RosterTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.RosterTemplate

    team = factory.SubFactory(TeamFactory)
    kind = factory.SubFactory(PatrolKindFactory)
    place = "小吃街"
    weekday = 2
    starts = time(19)
    minutes = 120


class RosterPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.RosterPeriod

    team = factory.SubFactory(TeamFactory)
    from_on = TODAY
    until_on = factory.LazyAttribute(lambda row: row.from_on + timedelta(days=6))


class RosterProposalFactory(factory.django.DjangoModelFactory):
    """A proposal that is worked out."""

    class Meta:
        model = patrols.RosterProposal

    period = factory.SubFactory(RosterPeriodFactory)
    status = "ready"
    asked_at = NOW
    asked_by = factory.SubFactory(UserFactory)
    ready_at = NOW
    result = factory.LazyFunction(lambda: {"gap": 0, "slots": [], "people": {}})


class ShiftFactory(factory.django.DjangoModelFactory):
    """A published shift of two hours, tomorrow."""

    class Meta:
        model = patrols.Shift

    team = factory.SubFactory(TeamFactory)
    area = factory.SelfAttribute("team.area")
    kind = factory.SubFactory(PatrolKindFactory)
    place = "小吃街"
    starts_at = NOW + timedelta(days=1)
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))
    status = "open"


class SignUpFactory(factory.django.DjangoModelFactory):
    """A confirmed place."""

    class Meta:
        model = patrols.SignUp

    shift = factory.SubFactory(ShiftFactory)
    volunteer = factory.SubFactory(
        VolunteerFactory, area=factory.SelfAttribute("..shift.area")
    )
    status = "confirmed"
    source = "self"
    span = factory.LazyAttribute(
        lambda row: DateTimeTZRange(row.shift.starts_at, row.shift.ends_at)
    )
    asked_at = NOW - timedelta(days=1)


class SwapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.Swap

    sign_up = factory.SubFactory(SignUpFactory)
    offered_at = NOW


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    """An address whose secret the test knows."""

    class Meta:
        model = patrols.CalendarFeed

    class Params:
        secret = factory.Sequence(lambda n: f"token-of-calendar-{n}")

    user = factory.SubFactory(UserFactory)
    token_hash = factory.LazyAttribute(lambda row: crypto.fingerprint(row.secret))


class PatrolFactory(factory.django.DjangoModelFactory):
    """Somebody who is out now."""

    class Meta:
        model = patrols.Patrol

    team = factory.SubFactory(TeamFactory)
    volunteer = factory.SubFactory(
        VolunteerFactory, area=factory.SelfAttribute("..team.area")
    )
    area = factory.SelfAttribute("team.area")
    kind = factory.SubFactory(PatrolKindFactory)
    started_at = NOW - timedelta(minutes=30)


class WalkedPatrolFactory(PatrolFactory):
    """A patrol that has ended."""

    started_at = NOW - timedelta(hours=3)
    ended_at = NOW - timedelta(hours=1)
    end = "self"
    minutes = 120


class CheckInFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = patrols.CheckIn

    patrol = factory.SubFactory(PatrolFactory)
    point = factory.SubFactory(
        PatrolPointFactory, area=factory.SelfAttribute("..patrol.area")
    )
    area = factory.SelfAttribute("point.area")
    at = NOW - timedelta(minutes=10)
    received_at = factory.SelfAttribute("at")
    way = "scan"
    distance_m = 12
    accuracy_m = 10


class FindingFactory(factory.django.DjangoModelFactory):
    """A hazard that is still to be settled."""

    class Meta:
        model = patrols.Finding

    number = factory.Sequence(lambda n: f"XF-620724108-2026-{n:06d}")
    kind = "hazard"
    area = factory.SubFactory(CommunityFactory)
    place = "小吃街东口"
    reported_by = factory.SubFactory(UserFactory)
    found_at = NOW - timedelta(hours=2)
    what = "消防通道被摊位堵住"
    status = "open"
    owner = factory.SubFactory(UserFactory)
    due_at = NOW + timedelta(days=3)


class AlarmFactory(factory.django.DjangoModelFactory):
    """A call for help nobody has answered."""

    class Meta:
        model = patrols.Alarm

    volunteer = factory.SubFactory(VolunteerFactory)
    area = factory.SelfAttribute("volunteer.area")
    pressed_at = NOW
    received_at = NOW


class NeedWeightFactory(factory.django.DjangoModelFactory):
    """The night market at the weekend: an hour of patrol each hour."""

    class Meta:
        model = patrols.NeedWeight

    source = "own"
    area = factory.SubFactory(CommunityFactory)
    title = "夜市"
    weekdays = [4, 5, 6]
    from_hour = 19
    until_hour = 22
    minutes = 60
