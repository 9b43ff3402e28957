"""Every address of the REST API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from antifraud.api import briefings
from antifraud.api import shapes as antifraud_shapes
from disputes.api import disputes
from disputes.api import shapes as dispute_shapes
from households.api import (
    boards,
    cards,
    care,
    deliveries,
    door_plates,
    hazards,
    imports,
    inspections,
    liaison,
    messages,
    register,
    rounds,
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
from station.api import across, changes, docs, jobs, resources, saved_filters, sheets
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
        Followed("disputes", dispute_shapes.DISPUTES),
        Followed("care-plans", shapes_care.CARE_PLANS),
        Followed("guardian-consents", shapes_care.CONSENTS),
        Followed("liaison-contacts", shapes_care.LIAISON_CONTACTS),
        Followed("liaisons", shapes_care.LIAISONS),
        Followed("alliances", shapes_care.ALLIANCES),
        Followed("joint-actions", shapes_care.JOINT_ACTIONS),
        Followed("key-points", shapes_care.KEY_POINTS),
        Followed("briefings", antifraud_shapes.BRIEFINGS),
        Followed("register-imports", shapes.IMPORTS),
        Followed("match-suggestions", shapes.MATCHES),
        Followed("venue-kinds", shapes_inspection.VENUE_KINDS),
        Followed("checklists", shapes_inspection.CHECKLISTS),
        Followed("inspections", shapes_inspection.INSPECTIONS),
        Followed("inspection-rounds", shapes_inspection.ROUNDS),
        Followed("hazards", shapes_inspection.HAZARDS),
        Followed("services", shapes_services.SERVICES),
        Followed("service-guides", shapes_services.GUIDES),
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
    "messages": messages.MessageViewSet,
    "referrals": messages.ReferralViewSet,
    "message-offices": messages.MessageOfficeViewSet,
    "message-limits": messages.MessageLimitViewSet,
    "care-plans": care.CarePlanViewSet,
    "guardian-consents": care.ConsentViewSet,
    "care-kinds": care.CareCategoryViewSet,
    "liaison-contacts": liaison.LiaisonContactViewSet,
    "liaisons": liaison.LiaisonViewSet,
    "alliances": liaison.AllianceViewSet,
    "joint-actions": liaison.JointActionViewSet,
    "key-points": liaison.KeyPointViewSet,
    "equipment": liaison.EquipmentViewSet,
    "equipment-kinds": liaison.EquipmentKindViewSet,
    "register-imports": imports.RegisterImportViewSet,
    "match-suggestions": imports.MatchSuggestionViewSet,
    "jobs": jobs.JobViewSet,
    "saved-filters": saved_filters.SavedFilterViewSet,
    "sheet-imports": sheets.SheetImportViewSet,
    "disputes": disputes.DisputeViewSet,
    "venue-kinds": inspections.VenueKindViewSet,
    "checklists": inspections.ChecklistViewSet,
    "inspections": inspections.InspectionViewSet,
    "inspection-rounds": inspections.InspectionRoundViewSet,
    "hazards": hazards.HazardViewSet,
    "services": services.ServiceViewSet,
    "service-guides": services.ServiceGuideViewSet,
    "service-slots": services.ServiceSlotViewSet,
    "deliveries": deliveries.DeliveryViewSet,
    "delivery-batches": deliveries.DeliveryBatchViewSet,
    "briefings": briefings.BriefingViewSet,
    "scam-types": briefings.ScamTypeViewSet,
    "me": across.MeViewSet,
    "worklist": across.WorklistViewSet,
    "search": across.SearchViewSet,
    "reminders": across.ReminderViewSet,
    "changes": ChangesViewSet,
}
router = SimpleRouter()
for name, viewset in RESOURCES.items():
    router.register(name, viewset, basename=name)

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.DocsView.as_view(), name="docs"),
    re_path("", docs.NothingHereView.as_view(), name="nothing"),
]
