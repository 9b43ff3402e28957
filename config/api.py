"""Every address of the REST API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from antifraud.api import resources as antifraud
from config.feed import FOLLOWED
from disputes.api import (
    agreements,
    disputes,
    mediators,
    obligations,
    reconciliations,
)
from disputes.api import closing as dispute_closing
from disputes.api import invitations as joint_invitations
from disputes.api import joint as joint_mediations
from disputes.api import kinds as dispute_kinds
from disputes.api import law as dispute_law
from disputes.api import measures as dispute_measures
from disputes.api import papers as dispute_papers
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
    export_requests,
    jobs,
    maps,
    reports,
    resources,
    saved_filters,
    search,
    sheets,
    statistics,
    tokens,
    walls,
    webhooks,
)
from station.api.viewsets import ShapeViewSet
from station.registry import registry

app_name = "api"


class ChangesViewSet(changes.ChangesViewSet):
    """Every create, change and end of what the reader may see, in commit order."""

    followed = FOLLOWED


class StatisticsViewSet(statistics.StatisticsViewSet):
    """Figures of declared metrics; nobody is named, and few are hidden outside."""


RESOURCES = {
    "areas": resources.AreaViewSet,
    "users": resources.UserViewSet,
    "posts": resources.PostViewSet,
    "attachments": resources.AttachmentViewSet,
    "tokens": tokens.TokenViewSet,
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
    "wall-screens": walls.WallScreenViewSet,
    "reports": reports.ReportViewSet,
    "export-requests": export_requests.ExportRequestViewSet,
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
    "map": maps.MapViewSet,
    "worklist": across.WorklistViewSet,
    "search": search.SearchViewSet,
    "saved-searches": search.SavedSearchViewSet,
    "reminders": across.ReminderViewSet,
    "changes": ChangesViewSet,
    "statistics": StatisticsViewSet,
    "webhooks": webhooks.WebhookViewSet,
    "webhook-deliveries": webhooks.WebhookDeliveryViewSet,
}
StatisticsViewSet.lists = statistics.lists_of(RESOURCES)


for _name, _viewset in RESOURCES.items():
    if issubclass(_viewset, ShapeViewSet):
        _viewset.shape.resource = _name
        registry.add_rest(_name, _viewset.shape.known_names())


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
