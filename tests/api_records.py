"""A record of every resource of the API, with things behind seals to look out for."""

from itertools import count

from disputes.models import JointTemplate
from disputes.workflow.joint import JointKind
from households.models import MessageLimit
from households.workflow.messages import MessageKind
from station.models import Area, Post
from station.roles import Role
from tests import factories as make
from tests.access import fraud, reports
from tests.factories import NOW, person

ID_NUMBER = "620724195008130019"
PHONE = "13812345678"
SECRET = "女儿在兰州打工"  # what only a single record tells
NUMBERS = count(1)  # what a station may have of one name only once
CANARIES = (
    ID_NUMBER,
    PHONE,
    SECRET,
    "token-of-card",
    "token-of-plate",
    "token-of-partner",
)


def reader(area, role=Role.COMMUNITY_OFFICER):
    """Who reads in an area: one person for each role."""
    post = Post.objects.filter(area=area, role=role).order_by("pk").first()
    return post.user if post else person(role, area)


def url_of(name, pk=None) -> str:
    """The address of a resource, or of one record of it."""
    return f"/api/v1/{name}/" + (f"{pk}/" if pk else "")


def _station(area) -> Area:
    return Area.objects.above(area).get(kind="station")


def _household(area):
    return make.HouseholdFactory(community=area)


def resident(area):
    """A resident with whole numbers behind the masks."""
    made = make.ResidentFactory.build(household=_household(area), note=SECRET)
    made.household.save()
    made.write_name("张建国")
    if not type(made).objects.filter(id_number_masked__gt="").exists():
        made.write_id_number(ID_NUMBER)  # a number is there once in a station
    made.write_phone(PHONE)
    made.area, made.station = made.household.area, made.household.station
    made.save()
    return made


def card_of(area):
    """The valid card of the area, made once."""
    return area.contact_cards.first() or make.CardFactory(area=area)


def _address(area):
    return make.AddressFactory(community=area)


def _call(area):
    call = make.CallFactory.build(
        area=area,
        station=_station(area),
        batch=make.CallBatchFactory(area=_station(area)),
        summary=SECRET,
    )
    call.write_phone(PHONE)
    call.save()
    return call


def _unit(area):
    return make.UnitFactory(address=_address(area), contact_phone=PHONE)


def _message(area, **facts):
    return make.MessageFactory(
        card=card_of(area), text=SECRET, sender_phone=PHONE, **facts
    )


def _referral(area):
    message = _message(area, status="referred", stopped_at=NOW)
    return make.ReferralFactory(message=message, asked=SECRET)


def _handed(area):
    """Lies with the office of the partner who serves there."""
    referral = _referral(area)
    referral.office.people.add(reader(area, Role.PARTNER))
    return referral


def _care_plan(area):
    plan = make.CarePlanFactory(
        resident=resident(area), watch_for=SECRET, reason=SECRET
    )
    make.CareHelperFactory(plan=plan, phone=PHONE)
    return plan


def _dispute(area):
    dispute = make.DisputeFactory(household=_household(area), summary=SECRET)
    make.PartyFactory(dispute=dispute, phone=PHONE)
    return dispute


def _team(area):
    team = make.TeamFactory(area=area)
    make.MembershipFactory(team=team)
    return team


def _volunteer(area):
    volunteer = make.VolunteerFactory(area=area, phone=PHONE, vetting_note=SECRET)
    make.MembershipFactory(team__area=area, volunteer=volunteer)
    for factory in (
        make.PatrolTrainingFactory,
        make.InsuranceFactory,
        make.PatrolEquipmentFactory,
        make.WishFactory,
    ):
        factory(volunteer=volunteer)
    return volunteer


def _mediator(area):
    mediator = make.MediatorFactory(area=area, phone=PHONE)
    make.TrainingFactory(mediator=mediator)
    make.AbsenceFactory(mediator=mediator)
    make.TieFactory(mediator=mediator)
    return mediator


def _committee(area):
    committee = make.CommitteeFactory(area=area)
    make.CommitteeMemberFactory(committee=committee)
    return committee


def _grade(_area):
    """There are five and no more: one of them is given other words."""
    grade = make.DisputeGradeFactory(level=1 + next(NUMBERS) % 5)
    grade.title_zh = f"等级{next(NUMBERS)}"
    grade.save()
    return grade


def _joint(area):
    dispute = make.DisputeFactory(
        household=_household(area),
        status="taken_up",
        taken_up_at=NOW,
        assigned_to=make.UserFactory(),
    )
    return make.JointMediationFactory(dispute=dispute, agenda=SECRET)


def _joint_template(area):
    """A station has one of each kind, no more."""
    station = _station(area)
    known = JointTemplate.objects.filter(station=station).values_list("kind", flat=True)
    free = [kind for kind in JointKind if kind not in set(known)]
    kind = (free or list(JointKind))[0]
    return make.JointTemplateFactory(station=station, kind=kind)


def _invitation(area, **facts):
    invitation = make.InvitationFactory.build(joint=_joint(area), words=SECRET, **facts)
    invitation.write_phone(PHONE)
    invitation.save()
    return invitation


def _received(area):
    """Lies with the partner who serves there."""
    return _invitation(area, user=reader(area, Role.PARTNER))


def _inspection(area):
    return make.InspectionFactory(
        unit=_unit(area), person_in_charge=SECRET, remark=SECRET
    )


def _inspection_round(area):
    round_ = make.InspectionRoundFactory(area=area)
    make.InspectionStopFactory(round=round_, unit=_unit(area))
    return round_


def _round(area):
    round_ = make.RoundFactory(area=area)
    make.RoundStopFactory(round=round_, household=_household(area))
    return round_


def _alliance(area):
    alliance = make.AllianceFactory(area=area)
    make.AllianceMemberFactory(alliance=alliance, phone=PHONE, contact_name="周经理")
    return alliance


def _liaison(area):
    liaison = make.LiaisonFactory(
        contact=make.LiaisonContactFactory(area=area, phone=PHONE), about=SECRET
    )
    make.LiaisonItemFactory(liaison=liaison)
    return liaison


def _equipment(area):
    return make.EquipmentFactory(key_point=make.KeyPointFactory(area=area))


def _office(area):
    return make.OfficeFactory(station=_station(area))


def _message_limit(area):
    """A station has one for each kind of message, no more."""
    station = _station(area)
    known = MessageLimit.objects.filter(station=station).values_list("kind", flat=True)
    free = [kind for kind in MessageKind if kind not in set(known)]
    return make.MessageLimitFactory(
        station=station, kind=(free or [MessageKind.MESSAGE])[0]
    )


def _token(area):
    machine = make.UserFactory(is_service=True)
    make.PostFactory(user=machine, role=Role.API_CLIENT, area=area)
    return make.TokenFactory(user=machine)


def _webhook(area):
    return make.WebhookFactory(token=_token(area), secret=SECRET)


MAKERS = {
    "tokens": _token,
    "webhooks": _webhook,
    "webhook-deliveries": lambda area: make.WebhookDeliveryFactory(
        webhook=_webhook(area)
    ),
    "addresses": _address,
    "households": _household,
    "residents": resident,
    "units": _unit,
    "housing": lambda area: make.HousingFactory(address=_address(area)),
    "visits": lambda area: make.VisitFactory(
        household=_household(area), learned=SECRET
    ),
    "follow-ups": lambda area: make.FollowUpFactory(
        household=_household(area), matter=SECRET
    ),
    "rounds": _round,
    "visit-rules": lambda area: make.VisitRuleFactory(area=area),
    "campaigns": lambda area: make.CampaignFactory(area=area),
    "crop-seasons": lambda area: make.CropSeasonFactory(area=area),
    "visit-questions": lambda area: make.VisitQuestionFactory(
        area=area, officer=reader(area), answer=SECRET
    ),
    "visit-thresholds": lambda area: make.VisitThresholdFactory(
        area=make.GridFactory(parent=area)
    ),
    "contact-cards": lambda area: make.CardFactory(area=make.GridFactory(parent=area)),
    "handovers": lambda area: make.HandoverFactory(
        household=_household(area), card=card_of(area)
    ),
    "card-prints": lambda area: make.CardPrintFactory(card=card_of(area)),
    "boards": lambda area: make.BoardFactory(card=card_of(area)),
    "online-services": lambda area: make.OnlineServiceFactory(area=_station(area)),
    "door-plates": lambda area: make.PlateFactory(address=_address(area)),
    "plate-batches": lambda area: make.PlateBatchFactory(area=area),
    "document-kinds": lambda _area: make.DocumentKindFactory(
        code=f"kind-{next(NUMBERS)}", name=f"证件{next(NUMBERS)}"
    ),
    "plate-sizes": lambda _area: make.PlateSizeFactory(name=f"户门牌{next(NUMBERS)}"),
    "messages": _message,
    "referrals": _referral,
    "office-referrals": _handed,
    "message-offices": _office,
    "message-limits": _message_limit,
    "match-suggestions": lambda area: make.MatchFactory(
        resident=resident(area), household=_household(area)
    ),
    "care-plans": _care_plan,
    "guardian-consents": lambda area: make.ConsentFactory(
        resident__household=_household(area)
    ),
    "care-kinds": lambda _area: make.CareCategoryFactory(code=f"kind-{next(NUMBERS)}"),
    "liaison-contacts": lambda area: make.LiaisonContactFactory(area=area, phone=PHONE),
    "liaisons": _liaison,
    "alliances": _alliance,
    "joint-actions": lambda area: make.JointActionFactory(alliance=_alliance(area)),
    "key-points": lambda area: _equipment(area).key_point,
    "equipment": _equipment,
    "equipment-kinds": lambda _area: make.EquipmentKindFactory(
        code=f"kind-{next(NUMBERS)}"
    ),
    "venue-kinds": lambda _area: make.VenueKindFactory(),
    "checklists": lambda _area: make.ChecklistFactory(kind=make.VenueKindFactory()),
    "inspections": _inspection,
    "inspection-rounds": _inspection_round,
    "hazards": lambda area: make.HazardFactory(unit=_unit(area), description=SECRET),
    "services": lambda area: make.ServiceRequestFactory(
        area=area, contact_phone=PHONE, note=SECRET
    ),
    "service-matters": lambda area: (
        make.GuideFactory(matter__area=_station(area)).matter
    ),
    "service-guides": lambda area: make.GuideFactory(matter__area=_station(area)),
    "service-hours": lambda area: make.HoursFactory(area=make.GridFactory(parent=area)),
    "service-days": lambda area: make.ServiceDayFactory(
        area=make.GridFactory(parent=area)
    ),
    "deliveries": lambda area: make.DeliveryFactory(
        area=area, document_number=ID_NUMBER, phone=PHONE, return_reason=SECRET
    ),
    "delivery-batches": lambda area: make.DeliveryBatchFactory(area=_station(area)),
    "call-records": _call,
    "screening-terms": lambda area: make.TermFactory(area=_station(area)),
    "disputes": _dispute,
    "warnings": lambda area: make.DisputeWarningFactory(dispute=_dispute(area)),
    "warning-signs": lambda area: make.WarningSignFactory(
        area=make.GridFactory(parent=area)
    ),
    "warning-actions": lambda area: make.WarningActionFactory(
        dispute=_dispute(area), words=SECRET
    ),
    "criminal-turns": lambda area: make.CriminalTurnFactory(
        dispute=_dispute(area), note=SECRET
    ),
    "track-assessments": lambda area: make.TrackFactory(
        dispute__household=_household(area), exclusion_words=SECRET
    ),
    "legal-clocks": lambda area: make.ClockFactory(
        dispute__household=_household(area), note=SECRET
    ),
    "mediations": lambda area: make.SittingFactory(
        dispute__household=_household(area), record=SECRET
    ),
    "teams": _team,
    "volunteers": _volunteer,
    "service-certificates": lambda area: make.CertificateFactory(volunteer__area=area),
    "thanks": lambda area: make.ThanksFactory(volunteer__area=area),
    "merit-rules": lambda area: make.MeritRuleFactory(
        area=make.GridFactory(parent=area)
    ),
    "mediators": _mediator,
    "committees": _committee,
    "joint-mediations": _joint,
    "joint-templates": _joint_template,
    "invitations": _invitation,
    "received-invitations": _received,
    "undertakings": lambda area: make.UndertakingFactory(
        invitation=_invitation(area), result=SECRET
    ),
    "dispute-fields": lambda _area: make.DisputeFieldFactory(),
    "dispute-grades": _grade,
    "tier-rules": lambda area: make.TierRuleFactory(area=_station(area)),
    "dispute-follow-ups": lambda area: make.DisputeFollowUpFactory(
        dispute__household=_household(area), words=SECRET
    ),
    "dispute-papers": lambda area: make.PaperFactory(
        dispute=_dispute(area), matter=SECRET, text=SECRET
    ),
    "closing-requests": lambda area: make.ClosingRequestFactory(
        dispute__household=_household(area), result=SECRET
    ),
    "agreements": lambda area: make.AgreementFactory(
        dispute__household=_household(area), facts=SECRET, terms=SECRET
    ),
    "obligations": lambda area: make.ObligationFactory(
        agreement__dispute__household=_household(area), what=SECRET
    ),
    "judicial-confirmations": lambda area: make.ConfirmationFactory(
        agreement__dispute__household=_household(area), reason=SECRET
    ),
    "reconciliations": lambda area: make.ReconciliationFactory(
        dispute__household=_household(area), terms=SECRET
    ),
    "need-weights": lambda area: make.NeedWeightFactory(area=area),
    "patrol-kinds": lambda _area: make.PatrolKindFactory(),
    "patrol-points": lambda area: make.PatrolPointFactory(area=area),
    "patrols": lambda area: make.WalkedPatrolFactory(team__area=area),
    "findings": lambda area: make.FindingFactory(
        area=area, details=SECRET, result=SECRET
    ),
    "lookouts": lambda area: make.FindingFactory(
        area=area, kind="lost_person", details=SECRET
    ),
    "alarms": lambda area: make.AlarmFactory(
        volunteer__area=area, volunteer__phone=PHONE, result=SECRET
    ),
    "check-ins": lambda area: make.CheckInFactory(patrol__team__area=area),
    "patrol-routes": lambda area: make.RouteStopFactory(route__area=area).route,
    "rosters": lambda area: make.RosterPeriodFactory(team__area=area),
    "roster-proposals": lambda area: make.RosterProposalFactory(
        period__team__area=area
    ),
    "roster-templates": lambda area: make.RosterTemplateFactory(team__area=area),
    "shifts": lambda area: make.ShiftFactory(team__area=area),
    "sign-ups": lambda area: make.SignUpFactory(shift__team__area=area),
    "swaps": lambda area: make.SwapFactory(sign_up__shift__team__area=area),
    "calendar-feeds": lambda area: make.CalendarFeedFactory(
        user=reader(area), team=make.TeamFactory(area=area)
    ),
    "duty-limits": lambda area: make.DutyLimitsFactory(
        area=make.GridFactory(parent=area)
    ),
    **fraud.REST,
    "jobs": lambda area: make.JobFactory(owner=reader(area), asked=SECRET),
    "wall-screens": lambda area: make.WallScreenFactory(area=_station(area)),
    "reports": reports.MAKERS["report"],
    "export-requests": lambda area: make.ExportRequestFactory(
        requested_by=reader(area), area=area
    ),
    "saved-filters": lambda area: make.SavedFilterFactory(owner=reader(area)),
    "saved-searches": lambda area: make.SavedSearchFactory(owner=reader(area)),
    "sheet-imports": lambda area: make.SheetImportFactory(
        area=_station(area), owner=reader(area)
    ),
}
