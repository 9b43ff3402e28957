"""The records the table speaks of: one of each kind, here and elsewhere."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from households.models import Checklist, ContactCard
from station import legal
from station.actions import tokens
from station.models import Area, Attachment, LegalRule, User
from station.roles import Role
from tests import factories as make
from tests.access import fraud, reports
from tests.access.rows import ELSEWHERE, HERE, LEVELS, NEXT_DOOR
from tests.factories import NOW, PostFactory, UserFactory


# Pages of others: what a stranger and what somebody signed in gets.
class World:
    """Two villages of one station and one of another county, with a record in each."""

    def __init__(self) -> None:
        here = make.CommunityFactory()
        next_door = make.CommunityFactory(parent=here.parent)
        elsewhere = make.CommunityFactory()
        self.villages = {HERE: here, NEXT_DOOR: next_door, ELSEWHERE: elsewhere}

    def area_of(self, role: str) -> Area:
        """Where somebody of this role serves, seen from the first village."""
        level = LEVELS.get(role, "community")
        return Area.objects.above(self.villages[HERE]).get(kind=level)

    def person(self, role: str) -> User:
        post = PostFactory(
            role=role,
            area=self.area_of(role),
            user__is_service=role == Role.API_CLIENT,
        )
        if role == Role.VOLUNTEER:
            make.VolunteerFactory(user=post.user, area=post.area)
        return post.user

    def record(self, kind: str, place: str):
        return MAKERS[kind](self.villages[place])


def _household(village):
    return make.HouseholdFactory(community=village)


def _resident(village):
    return make.ResidentFactory(household=_household(village))


def _machine(village) -> User:
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role=Role.API_CLIENT, area=village)
    return machine


def _token(village):
    chief = make.person(Role.STATION_CHIEF, village.parent.parent)
    end = NOW + timedelta(days=30)
    token, _key = tokens.issue(
        user=_machine(village), name="x", by=chief, at=NOW, expires_at=end
    )
    return token


def _card(village):
    return make.CardFactory(area=village)


def _message(village):
    card = ContactCard.objects.filter(area=village).first() or _card(village)
    return make.MessageFactory(card=card)


def _decided_call(village):
    return make.CallFactory(
        area=village,
        status="confirmed",
        kind="other",
        decided_at=timezone.now(),
        decided_by=UserFactory(),
    )


def _attachment(village) -> Attachment:
    return Attachment.objects.create(
        kind=Attachment.Kind.PHOTO,
        area=village,
        file_name=f"{village.pk}.jpg",
        thumbnail_name=f"{village.pk}-small.jpg",
        content_type="image/jpeg",
        size=1,
        sha256=b"x" * 32,
        uploaded_by=UserFactory(),
    )


def _unit(village):
    return make.UnitFactory(address=make.AddressFactory(community=village))


def _venue(village):
    if not Checklist.objects.exists():
        make.ChecklistFactory()
    return _unit(village)


def _stop(village):
    round_ = make.InspectionRoundFactory(area=village)
    return make.InspectionStopFactory(round=round_, unit=_venue(village))


def _notice(village):
    notice = make.HazardNoticeFactory(area=village)
    make.HazardFactory(unit=_unit(village), notice=notice, status="notified")
    return notice


def _rule(_village):
    legal.ensure()
    return LegalRule.objects.first()


def _joint(village):
    dispute = make.DisputeFactory(
        household=_household(village),
        status="taken_up",
        taken_up_at=NOW,
        assigned_to=UserFactory(),
    )
    return make.JointMediationFactory(dispute=dispute)


def _invitation(village):
    return make.InvitationFactory(joint=_joint(village))


def _any_invitation(village):
    code = f"token-of-partner-{village.pk}"
    made = make.InvitationFactory(joint=_joint(village), code=code)
    made.code = code
    return made


def _to_plan_for(village):
    dispute = make.DisputeFactory(household=_household(village))
    dispute.template = make.JointTemplateFactory()
    return dispute


def _wall(village):
    token = secrets.token_hex()
    station = village.parent.parent
    screen = make.WallScreenFactory(area=station, secret=token)
    screen.token = token
    return screen


def _feed(village):
    captain = make.CaptainFactory(team__area=village).volunteer
    secret = f"token-of-calendar-{captain.pk}"
    feed = make.CalendarFeedFactory(user=captain.user, secret=secret)
    feed.token = secret
    return feed


MAKERS = {
    "finding": lambda village: make.FindingFactory(area=village),
    "alarm": lambda village: make.AlarmFactory(volunteer__area=village),
    "lost person": lambda village: make.FindingFactory(
        area=village, kind="lost_person"
    ),
    "venue": _venue,
    "inspection": lambda village: make.InspectionFactory(unit=_unit(village)),
    "inspection round": lambda village: make.InspectionRoundFactory(area=village),
    "inspection stop": _stop,
    "hazard": lambda village: make.HazardFactory(unit=_unit(village)),
    "hazard notice": _notice,
    "venue kind": lambda _village: make.VenueKindFactory(),
    "checklist": lambda _village: make.ChecklistFactory(kind=make.VenueKindFactory()),
    "checklist item": lambda _village: make.ChecklistFactory(
        kind=make.VenueKindFactory()
    ).items.first(),
    "legal rule": _rule,
    "area": lambda village: village,
    "grid": lambda village: make.GridFactory(parent=village),
    "user": make.officer,
    "post": lambda village: make.officer(village).posts.get(),
    "machine": _machine,
    "token": _token,
    "webhook": lambda village: make.WebhookFactory(token=_token(village)),
    "webhook call": lambda village: make.WebhookDeliveryFactory(
        webhook__token=_token(village)
    ),
    "attachment": _attachment,
    "address": lambda village: make.AddressFactory(community=village),
    "household": _household,
    "housing": lambda village: make.HousingFactory(
        address=make.AddressFactory(community=village)
    ),
    "handover": lambda village: make.HandoverFactory(household=_household(village)),
    "resident": _resident,
    "unit": lambda village: make.UnitFactory(
        address=make.AddressFactory(community=village)
    ),
    "visit": lambda village: make.VisitFactory(household=_household(village)),
    "visit threshold": lambda village: make.VisitThresholdFactory(area=village),
    "visit rule": lambda village: make.VisitRuleFactory(area=village),
    "campaign": lambda village: make.CampaignFactory(area=village),
    "visit question": lambda village: make.VisitQuestionFactory(area=village),
    "crop season": lambda village: make.CropSeasonFactory(area=village),
    "round": lambda village: make.RoundFactory(area=village),
    "round stop": lambda village: make.RoundStopFactory(
        round__area=village, household=_household(village)
    ),
    "care plan": lambda v: make.CarePlanFactory(resident=_resident(v)),
    "care helper": lambda v: make.CareHelperFactory(
        plan=make.CarePlanFactory(resident=_resident(v))
    ),
    "consent": lambda v: make.ConsentFactory(resident=_resident(v)),
    "care category": lambda _v: make.CareCategoryFactory(),
    "liaison contact": lambda v: make.LiaisonContactFactory(area=v),
    "liaison": lambda v: make.LiaisonFactory(contact__area=v),
    "agreed item": lambda v: make.LiaisonItemFactory(liaison__contact__area=v),
    "alliance": lambda v: make.AllianceFactory(area=v),
    "alliance member": lambda v: make.AllianceMemberFactory(alliance__area=v),
    "joint action": lambda v: make.JointActionFactory(alliance__area=v),
    "key point": lambda v: make.KeyPointFactory(area=v),
    "equipment": lambda v: make.EquipmentFactory(key_point__area=v),
    "equipment kind": lambda _v: make.EquipmentKindFactory(),
    "follow-up": lambda village: make.FollowUpFactory(household=_household(village)),
    "call": lambda village: make.CallFactory(area=village),
    "decided call": _decided_call,
    "term": lambda village: make.TermFactory(area=village.parent.parent),
    "joint mediation": _joint,
    "dispute to plan for": _to_plan_for,
    "joint template": lambda village: make.JointTemplateFactory(
        station=village.parent.parent, kind="court"
    ),
    "invitation": _invitation,
    "any invitation": _any_invitation,
    "received invitation": _invitation,
    "undertaking": lambda village: make.UndertakingFactory(
        invitation=_invitation(village)
    ),
    "dispute": lambda village: make.DisputeFactory(household=_household(village)),
    "early warning": lambda village: make.DisputeWarningFactory(
        dispute__household=_household(village)
    ),
    "warning sign": lambda village: make.WarningSignFactory(area=village),
    "warning action": lambda village: make.WarningActionFactory(
        dispute__household=_household(village)
    ),
    "criminal turn": lambda village: make.CriminalTurnFactory(
        dispute__household=_household(village)
    ),
    "mediated dispute": lambda village: make.DisputeFactory(
        household=_household(village), status="failed", mediated_at=make.NOW
    ),
    "dispute follow-up": lambda village: make.DisputeFollowUpFactory(
        dispute__household=_household(village)
    ),
    "dispute paper": lambda village: make.PaperFactory(
        dispute__household=_household(village)
    ),
    "closing request": lambda village: make.ClosingRequestFactory(
        dispute__household=_household(village)
    ),
    "agent": lambda village: make.PartyAgentFactory(
        party__dispute__household=_household(village)
    ),
    "dispute field": lambda _village: make.DisputeFieldFactory(),
    "patrol point": lambda village: make.PatrolPointFactory(area=village),
    "patrol": lambda village: make.PatrolFactory(team__area=village),
    "check-in": lambda village: make.CheckInFactory(patrol__team__area=village),
    "any point": lambda village: make.PatrolPointFactory(
        area=village, screen_seed="seed"
    ),
    "patrol route": lambda village: make.RouteFactory(area=village),
    "weight of the need": lambda village: make.NeedWeightFactory(area=village),
    "patrol kind": lambda _village: make.PatrolKindFactory(),
    "patrol kind line": lambda _village: make.KindCheckFactory(),
    "dispute grade": lambda _village: make.DisputeGradeFactory(),
    "tier rule": lambda village: make.TierRuleFactory(area=village.parent.parent),
    "mediator": lambda village: make.MediatorFactory(area=village),
    "absence of a mediator": lambda village: make.AbsenceFactory(
        mediator__area=village
    ),
    "tie of a mediator": lambda village: make.TieFactory(mediator__area=village),
    "committee": lambda village: make.CommitteeFactory(area=village),
    "seat": lambda village: make.CommitteeMemberFactory(committee__area=village),
    "assignment": lambda village: make.AssignmentFactory(
        dispute__household=_household(village)
    ),
    "party": lambda village: make.PartyFactory(dispute__household=_household(village)),
    "agreement": lambda village: make.AgreementFactory(
        dispute__household=_household(village)
    ),
    "obligation": lambda village: make.ObligationFactory(
        agreement__dispute__household=_household(village)
    ),
    "confirmation": lambda village: make.ConfirmationFactory(
        agreement__dispute__household=_household(village)
    ),
    "reconciliation": lambda village: make.ReconciliationFactory(
        dispute__household=_household(village)
    ),
    "track": lambda v: make.TrackFactory(dispute__household=_household(v)),
    "clock": lambda v: make.ClockFactory(dispute__household=_household(v)),
    "sitting": lambda v: make.SittingFactory(dispute__household=_household(v)),
    "patrol roster": lambda village: make.RosterPeriodFactory(team__area=village),
    "proposed roster": lambda v: make.RosterProposalFactory(period__team__area=v),
    "proposed roster of one": lambda v: make.RosterProposalFactory(
        period__team__area=v,
        result={"people": {make.VolunteerFactory(area=v).pk: [0, 0]}},
    ),
    "weekly shift": lambda village: make.RosterTemplateFactory(team__area=village),
    "shift": lambda village: make.ShiftFactory(team__area=village),
    "place on a shift": lambda village: make.SignUpFactory(shift__team__area=village),
    "swap": lambda v: make.SwapFactory(sign_up__shift__team__area=v),
    "calendar feed": _feed,
    "foreign calendar feed": _feed,
    "duty limits": lambda village: make.DutyLimitsFactory(area=village),
    "card": _card,
    "any card": _card,
    "plate": lambda village: make.PlateFactory(address__community=village),
    "any plate": lambda village: make.PlateFactory(address__community=village),
    "plate batch": lambda village: make.PlateBatchFactory(area=village),
    "board": lambda village: make.BoardFactory(card=_card(village)),
    "card print": lambda village: make.CardPrintFactory(card=_card(village)),
    "online service": lambda village: make.OnlineServiceFactory(
        area=village.parent.parent
    ),
    "document kind": lambda _village: make.DocumentKindFactory(),
    "plate size": lambda _village: make.PlateSizeFactory(),
    "message": _message,
    "station": lambda village: village.parent.parent,
    "referral": lambda village: make.ReferralFactory(message=_message(village)),
    "handed referral": lambda village: make.ReferralFactory(message=_message(village)),
    "office": lambda village: make.OfficeFactory(station=village.parent.parent),
    "message limit": lambda village: make.MessageLimitFactory(
        station=village.parent.parent
    ),
    "import": lambda village: make.RegisterImportFactory(area=village),
    "foreign import": lambda village: make.RegisterImportFactory(area=village),
    "match": lambda village: make.MatchFactory(
        resident=_resident(village), household=_household(village)
    ),
    # shared with the whole station, as every shared one is
    "wall screen": _wall,
    "any wall screen": _wall,
    "saved filter": lambda village: make.SavedFilterFactory(
        shared_with=village.parent.parent
    ),
    "saved search": lambda _village: make.SavedSearchFactory(),
    "workbook": lambda village: make.SheetImportFactory(area=village),
    "foreign workbook": lambda village: make.SheetImportFactory(area=village),
    "export request": lambda village: make.ExportRequestFactory(area=village),
    "job": lambda village: make.JobFactory(area=village),
    "service": lambda village: make.ServiceRequestFactory(area=village),
    "matter": lambda village: make.MatterFactory(area=village.parent.parent),
    "guide": lambda village: make.GuideFactory(matter__area=village.parent.parent),
    "hours": lambda village: make.HoursFactory(area=village),
    "service day": lambda village: make.ServiceDayFactory(area=village),
    "delivery": lambda village: make.DeliveryFactory(area=village),
    "batch": lambda village: make.DeliveryBatchFactory(area=village.parent.parent),
    "notice": lambda _village: _Numbered(999_999),
    "session": lambda _village: _Numbered(999_999),
    "device": lambda _village: _Numbered(999_999),
    "own": lambda _village: _Numbered(0),
    "volunteer": lambda village: make.VolunteerFactory(area=village),
    "applicant": lambda village: make.ApplicantFactory(area=village),
    "equipment of a volunteer": lambda village: make.PatrolEquipmentFactory(
        volunteer__area=village
    ),
    "training of a volunteer": lambda village: make.PatrolTrainingFactory(
        volunteer__area=village
    ),
    "insurance of a volunteer": lambda village: make.InsuranceFactory(
        volunteer__area=village
    ),
    "wish of a volunteer": lambda village: make.WishFactory(volunteer__area=village),
    "service certificate": lambda village: make.CertificateFactory(
        volunteer__area=village
    ),
    "merit rule": lambda village: make.MeritRuleFactory(area=village),
    "thanks": lambda village: make.ThanksFactory(volunteer__area=village),
    "patrol team": lambda village: make.TeamFactory(area=village),
    "membership of a team": lambda village: make.MembershipFactory(
        team=make.TeamFactory(area=village)
    ),
    **fraud.MAKERS,
    **reports.MAKERS,
}


@dataclass(frozen=True)
class _Numbered:
    """A record of somebody else that is asked for by its number alone."""

    pk: int
