"""Every address of the REST API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from disputes.api import disputes
from disputes.api import shapes as dispute_shapes
from households.api import (
    cards,
    door_plates,
    imports,
    messages,
    register,
    rounds,
    shapes,
    shapes_messages,
    shapes_plates,
    shapes_round,
    visits,
)
from station.api import across, changes, docs, jobs, resources, saved_filters
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
        Followed("contact-cards", shapes.CARDS),
        Followed("handovers", shapes.HANDOVERS),
        Followed("door-plates", shapes_plates.PLATES),
        Followed("plate-batches", shapes_plates.BATCHES),
        Followed("messages", shapes_messages.MESSAGES, is_secret=True),
        Followed("message-offices", shapes_messages.OFFICES),
        Followed("disputes", dispute_shapes.DISPUTES),
        Followed("register-imports", shapes.IMPORTS),
        Followed("match-suggestions", shapes.MATCHES),
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
    "contact-cards": cards.ContactCardViewSet,
    "handovers": cards.CardHandoverViewSet,
    "door-plates": door_plates.DoorPlateViewSet,
    "plate-batches": door_plates.PlateBatchViewSet,
    "plate-sizes": door_plates.PlateSizeViewSet,
    "messages": messages.MessageViewSet,
    "referrals": messages.ReferralViewSet,
    "message-offices": messages.MessageOfficeViewSet,
    "message-limits": messages.MessageLimitViewSet,
    "register-imports": imports.RegisterImportViewSet,
    "match-suggestions": imports.MatchSuggestionViewSet,
    "jobs": jobs.JobViewSet,
    "saved-filters": saved_filters.SavedFilterViewSet,
    "disputes": disputes.DisputeViewSet,
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
