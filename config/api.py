"""Every address of the REST API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from households.api import cards, imports, register, visits
from station.api import docs, resources

app_name = "api"

router = SimpleRouter()
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
    "contact-cards": cards.ContactCardViewSet,
    "handovers": cards.CardHandoverViewSet,
    "messages": cards.MessageViewSet,
    "register-imports": imports.RegisterImportViewSet,
    "match-suggestions": imports.MatchSuggestionViewSet,
}
for name, viewset in RESOURCES.items():
    router.register(name, viewset, basename=name)

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.DocsView.as_view(), name="docs"),
    re_path("", docs.NothingHereView.as_view(), name="nothing"),
]
