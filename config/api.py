"""Every address of the REST API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from antifraud.api import resources as antifraud
from disputes.api import (
    agreements,
    disputes,
    mediators,
    obligations,
    reconciliations,
    shapes_agreements,
    shapes_law,
    shapes_mediators,
)
from disputes.api import closing as dispute_closing
from disputes.api import invitations as joint_invitations
from disputes.api import joint as joint_mediations
from disputes.api import kinds as dispute_kinds
from disputes.api import law as dispute_law
from disputes.api import measures as dispute_measures
from disputes.api import papers as dispute_papers
from disputes.api import shapes as dispute_shapes
from disputes.api import shapes_closing as closing_shapes
from disputes.api import shapes_intake as dispute_kind_shapes
from disputes.api import shapes_joint as joint_shapes
from disputes.api import shapes_papers as paper_shapes
from disputes.api import shapes_warning as warning_shapes
from disputes.api import warning_record as dispute_warning_record
from disputes.api import warnings as dispute_warnings
from households.api import (
    alliances,
    boards,
    cards,
    care,
    checklists,
    consents,
    deliveries,
    document_kinds,
    door_plates,
    guides,
    hazards,
    imports,
    inspection_rounds,
    inspections,
    key_points,
    liaison,
    messages,
    offices,
    register,
    rounds,
    service_hours,
    services,
    shapes,
    shapes_boards,
    shapes_care,
    shapes_inspection,
    shapes_messages,
    shapes_plates,
    shapes_round,
    shapes_services,
    shapes_visit_plan,
    visit_plans,
    visits,
)
from patrols.api import alarms as patrol_alarms
from patrols.api import check_ins as patrol_check_ins
from patrols.api import coverage as patrol_coverage
from patrols.api import feeds as patrol_feeds
from patrols.api import findings as patrol_findings
from patrols.api import kinds as patrol_kinds
from patrols.api import lookouts as patrol_lookouts
from patrols.api import measures as patrol_measures
from patrols.api import points as patrol_points
from patrols.api import rosters as patrol_rosters
from patrols.api import shapes_coverage as coverage_shapes
from patrols.api import shapes_findings as finding_shapes
from patrols.api import shapes_people as people_shapes
from patrols.api import shapes_points as patrol_shapes
from patrols.api import shapes_rosters as roster_shapes
from patrols.api import shapes_walk as walk_shapes
from patrols.api import shifts as patrol_shifts
from patrols.api import swaps as patrol_swaps
from patrols.api import teams, volunteers
from patrols.api import thanks as patrol_thanks
from patrols.api import walk as patrol_walk
from station.api import (
    across,
    calls,
    changes,
    docs,
    jobs,
    resources,
    saved_filters,
    sheets,
)
from station.api import shapes as ground
from station.api.changes import Followed

app_name = "api"


class ChangesViewSet(changes.ChangesViewSet):
    """Every create, change and end of what the reader may see, in commit order."""

    followed = (
        Followed("areas", ground.AREAS),
        Followed("posts", ground.POSTS),
        Followed("users", ground.USERS),
        Followed("addresses", shapes.ADDRESSES),
        Followed("households", shapes.HOUSEHOLDS),
        Followed("residents", shapes.RESIDENTS),
        Followed("units", shapes.UNITS),
        Followed("housing", shapes.HOUSING),
        Followed("visits", shapes.VISITS),
        Followed("follow-ups", shapes.FOLLOW_UPS),
        Followed("rounds", shapes_round.ROUNDS),
        Followed("visit-rules", shapes_visit_plan.VISIT_RULES),
        Followed("campaigns", shapes_visit_plan.CAMPAIGNS),
        Followed("crop-seasons", shapes_visit_plan.CROP_SEASONS),
        Followed("visit-questions", shapes_visit_plan.VISIT_QUESTIONS),
        Followed("contact-cards", shapes.CARDS),
        Followed("handovers", shapes.HANDOVERS),
        Followed("boards", shapes_boards.BOARDS),
        Followed("online-services", shapes_boards.ONLINE_SERVICES),
        Followed("door-plates", shapes_plates.PLATES),
        Followed("plate-batches", shapes_plates.BATCHES),
        Followed("messages", shapes_messages.MESSAGES, is_secret=True),
        Followed("message-offices", shapes_messages.OFFICES),
        Followed("call-records", calls.CALLS),
        Followed("screening-terms", calls.TERMS),
        Followed("disputes", dispute_shapes.DISPUTES),
        Followed("warnings", warning_shapes.WARNINGS),
        Followed("warning-signs", warning_shapes.SIGNS),
        Followed("warning-actions", warning_shapes.ACTIONS),
        Followed("criminal-turns", warning_shapes.TURNS),
        Followed("legal-clocks", shapes_law.CLOCKS),
        Followed("mediations", shapes_law.MEDIATIONS),
        Followed("mediators", shapes_mediators.MEDIATORS),
        Followed("committees", shapes_mediators.COMMITTEES),
        Followed("joint-mediations", joint_shapes.JOINTS),
        Followed("joint-templates", joint_shapes.TEMPLATES),
        Followed("invitations", joint_shapes.INVITATIONS),
        Followed("undertakings", joint_shapes.UNDERTAKINGS),
        Followed("dispute-fields", dispute_kind_shapes.DISPUTE_FIELDS),
        Followed("dispute-grades", dispute_kind_shapes.DISPUTE_GRADES),
        Followed("tier-rules", dispute_kind_shapes.TIER_RULES),
        Followed("dispute-follow-ups", closing_shapes.FOLLOW_UPS),
        Followed("closing-requests", closing_shapes.CLOSING_REQUESTS),
        Followed("agreements", shapes_agreements.AGREEMENTS),
        Followed("obligations", shapes_agreements.OBLIGATIONS),
        Followed("reconciliations", reconciliations.RECONCILIATIONS),
        Followed("judicial-confirmations", shapes_agreements.CONFIRMATIONS),
        Followed("dispute-papers", paper_shapes.PAPERS),
        Followed("care-plans", shapes_care.CARE_PLANS),
        Followed("guardian-consents", shapes_care.CONSENTS),
        Followed("liaison-contacts", shapes_care.LIAISON_CONTACTS),
        Followed("liaisons", shapes_care.LIAISONS),
        Followed("alliances", shapes_care.ALLIANCES),
        Followed("joint-actions", shapes_care.JOINT_ACTIONS),
        Followed("key-points", shapes_care.KEY_POINTS),
        Followed("need-weights", coverage_shapes.NEED_WEIGHTS),
        Followed("patrol-kinds", patrol_shapes.PATROL_KINDS),
        Followed("patrol-points", patrol_shapes.PATROL_POINTS),
        Followed("patrol-routes", patrol_shapes.ROUTES),
        Followed("patrols", walk_shapes.PATROLS),
        Followed("check-ins", walk_shapes.CHECK_INS),
        Followed("findings", finding_shapes.FINDINGS),
        Followed("alarms", finding_shapes.ALARMS),
        Followed("teams", people_shapes.TEAMS),
        Followed("volunteers", people_shapes.VOLUNTEERS),
        Followed("shifts", roster_shapes.SHIFTS),
        Followed("sign-ups", roster_shapes.SIGN_UPS),
        Followed("swaps", roster_shapes.SWAPS),
        Followed("calendar-feeds", patrol_feeds.CALENDAR_FEEDS),
        Followed("duty-limits", roster_shapes.DUTY_LIMITS),
        Followed("rosters", roster_shapes.ROSTERS),
        Followed("roster-proposals", roster_shapes.ROSTER_PROPOSALS),
        Followed("roster-templates", roster_shapes.ROSTER_TEMPLATES),
        Followed("service-certificates", patrol_thanks.CERTIFICATES),
        Followed("thanks", patrol_thanks.THANKS),
        *antifraud.FOLLOWED,
        Followed("register-imports", shapes.IMPORTS),
        Followed("match-suggestions", shapes.MATCHES),
        Followed("venue-kinds", shapes_inspection.VENUE_KINDS),
        Followed("checklists", shapes_inspection.CHECKLISTS),
        Followed("inspections", shapes_inspection.INSPECTIONS),
        Followed("inspection-rounds", shapes_inspection.ROUNDS),
        Followed("hazards", shapes_inspection.HAZARDS),
        Followed("services", shapes_services.SERVICES),
        Followed("service-matters", shapes_services.MATTERS),
        Followed("service-guides", shapes_services.GUIDES),
        Followed("service-hours", shapes_services.HOURS),
        Followed("service-days", shapes_services.DAYS),
        Followed("deliveries", shapes_services.DELIVERIES),
        Followed("delivery-batches", shapes_services.BATCHES),
    )


RESOURCES = {
    "areas": resources.AreaViewSet,
    "users": resources.UserViewSet,
    "posts": resources.PostViewSet,
    "attachments": resources.AttachmentViewSet,
    "addresses": register.AddressViewSet,
    "households": register.HouseholdViewSet,
    "residents": register.ResidentViewSet,
    "units": register.UnitViewSet,
    "housing": register.HousingViewSet,
    "visits": visits.VisitViewSet,
    "follow-ups": visits.FollowUpViewSet,
    "rounds": rounds.RoundViewSet,
    "visit-rules": visit_plans.VisitRuleViewSet,
    "visit-thresholds": visit_plans.VisitThresholdViewSet,
    "campaigns": visit_plans.CampaignViewSet,
    "crop-seasons": visit_plans.CropSeasonViewSet,
    "visit-questions": visit_plans.VisitQuestionViewSet,
    "coverage": visit_plans.CoverageViewSet,
    "contact-cards": cards.ContactCardViewSet,
    "handovers": cards.CardHandoverViewSet,
    "card-prints": boards.CardPrintViewSet,
    "boards": boards.BoardViewSet,
    "online-services": boards.OnlineServiceViewSet,
    "door-plates": door_plates.DoorPlateViewSet,
    "plate-batches": door_plates.PlateBatchViewSet,
    "plate-sizes": door_plates.PlateSizeViewSet,
    "document-kinds": document_kinds.DocumentKindViewSet,
    "messages": messages.MessageViewSet,
    "referrals": offices.ReferralViewSet,
    "office-referrals": offices.OfficeReferralViewSet,
    "message-offices": offices.MessageOfficeViewSet,
    "message-limits": messages.MessageLimitViewSet,
    "care-plans": care.CarePlanViewSet,
    "guardian-consents": consents.ConsentViewSet,
    "care-kinds": consents.CareCategoryViewSet,
    "liaison-contacts": liaison.LiaisonContactViewSet,
    "liaisons": liaison.LiaisonViewSet,
    "alliances": alliances.AllianceViewSet,
    "joint-actions": alliances.JointActionViewSet,
    "key-points": key_points.KeyPointViewSet,
    "equipment": key_points.EquipmentViewSet,
    "equipment-kinds": key_points.EquipmentKindViewSet,
    "register-imports": imports.RegisterImportViewSet,
    "match-suggestions": imports.MatchSuggestionViewSet,
    "jobs": jobs.JobViewSet,
    "saved-filters": saved_filters.SavedFilterViewSet,
    "sheet-imports": sheets.SheetImportViewSet,
    "call-records": calls.CallRecordViewSet,
    "screening-terms": calls.ScreeningTermViewSet,
    "disputes": disputes.DisputeViewSet,
    "dispute-measures": dispute_measures.MeasuresViewSet,
    "warnings": dispute_warnings.WarningViewSet,
    "warning-record": dispute_warning_record.WarningRecordViewSet,
    "warning-signs": dispute_warnings.WarningSignViewSet,
    "warning-actions": dispute_warnings.WarningActionViewSet,
    "criminal-turns": dispute_warnings.CriminalTurnViewSet,
    "track-assessments": dispute_law.TrackViewSet,
    "legal-clocks": dispute_law.ClockViewSet,
    "mediations": dispute_law.MediationViewSet,
    "teams": teams.TeamViewSet,
    "volunteers": volunteers.VolunteerViewSet,
    "service-certificates": patrol_thanks.ServiceCertificateViewSet,
    "thanks": patrol_thanks.ThanksViewSet,
    "merit-rules": patrol_thanks.MeritRuleViewSet,
    "mediators": mediators.MediatorViewSet,
    "committees": mediators.CommitteeViewSet,
    "joint-mediations": joint_mediations.JointMediationViewSet,
    "joint-templates": joint_mediations.JointTemplateViewSet,
    "invitations": joint_invitations.InvitationViewSet,
    "received-invitations": joint_invitations.ReceivedInvitationViewSet,
    "undertakings": joint_invitations.UndertakingViewSet,
    "dispute-fields": dispute_kinds.DisputeFieldViewSet,
    "dispute-grades": dispute_kinds.DisputeGradeViewSet,
    "tier-rules": dispute_kinds.TierRuleViewSet,
    "dispute-follow-ups": dispute_closing.DisputeFollowUpViewSet,
    "closing-requests": dispute_closing.ClosingRequestViewSet,
    "agreements": agreements.AgreementViewSet,
    "obligations": obligations.ObligationViewSet,
    "reconciliations": reconciliations.ReconciliationViewSet,
    "judicial-confirmations": obligations.JudicialConfirmationViewSet,
    "dispute-papers": dispute_papers.DisputePaperViewSet,
    "venue-kinds": checklists.VenueKindViewSet,
    "checklists": checklists.ChecklistViewSet,
    "inspections": inspections.InspectionViewSet,
    "inspection-rounds": inspection_rounds.InspectionRoundViewSet,
    "hazards": hazards.HazardViewSet,
    "services": services.ServiceViewSet,
    "service-matters": guides.ServiceMatterViewSet,
    "service-guides": guides.ServiceGuideViewSet,
    "service-hours": service_hours.ServiceHoursViewSet,
    "service-days": service_hours.ServiceDayViewSet,
    "service-slots": services.ServiceSlotViewSet,
    "deliveries": deliveries.DeliveryViewSet,
    "delivery-batches": deliveries.DeliveryBatchViewSet,
    "need-weights": patrol_coverage.NeedWeightViewSet,
    "patrol-coverage": patrol_coverage.PatrolCoverageViewSet,
    "patrol-measures": patrol_measures.PatrolMeasuresViewSet,
    "patrol-kinds": patrol_kinds.PatrolKindViewSet,
    "patrol-points": patrol_points.PatrolPointViewSet,
    "patrol-routes": patrol_points.PatrolRouteViewSet,
    "patrols": patrol_walk.PatrolViewSet,
    "check-ins": patrol_check_ins.CheckInViewSet,
    "findings": patrol_findings.FindingViewSet,
    "lookouts": patrol_lookouts.LookoutViewSet,
    "alarms": patrol_alarms.AlarmViewSet,
    "shifts": patrol_shifts.ShiftViewSet,
    "sign-ups": patrol_shifts.SignUpViewSet,
    "swaps": patrol_swaps.SwapViewSet,
    "calendar-feeds": patrol_feeds.CalendarFeedViewSet,
    "duty-limits": patrol_shifts.DutyLimitsViewSet,
    "rosters": patrol_rosters.RosterViewSet,
    "roster-proposals": patrol_rosters.RosterProposalViewSet,
    "roster-templates": patrol_rosters.RosterTemplateViewSet,
    **antifraud.RESOURCES,
    "me": across.MeViewSet,
    "worklist": across.WorklistViewSet,
    "search": across.SearchViewSet,
    "reminders": across.ReminderViewSet,
    "changes": ChangesViewSet,
}


def resource(name: str, viewset):
    """The addresses of one resource: finding one asks only among its own."""
    router = SimpleRouter()
    router.register("", viewset, basename=name)
    return path(f"{name}/", include(router.urls))


urlpatterns = [
    path("v1/", include([resource(*row) for row in RESOURCES.items()])),
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.DocsView.as_view(), name="docs"),
    re_path("", docs.NothingHereView.as_view(), name="nothing"),
]
