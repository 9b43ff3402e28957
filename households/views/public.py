"""What a resident sees behind a code: no sign-in, no cookie, no JavaScript."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from households.charge import charge_of
from households.faces import small_face
from households.models import ContactCard
from households.workflow import CardStatus
from station import crypto, policy
from station.actions import limits
from station.actions.limits import Limit
from station.models import Area
from station.origin import client_address, network_of
from station.views.policy import PUBLIC, PolicyMixin

HOUR = timedelta(hours=1)
LANGUAGES = {"zh-hans", "en"}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def address_of(request, at) -> str:
    """The sender's network under a key of the day; nothing else is kept of it."""
    day = timezone.localtime(at).date()
    return f"{day:%Y%m%d}:{network_of(client_address(request))}"


class Limited(Exception):
    """Too much from one place; ``seconds`` until it may go on."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class PublicView(PolicyMixin, View):
    """A page for anybody, in the language asked for, that nobody keeps a copy of."""

    permission_required = PUBLIC
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        self.at = timezone.now()
        wanted = (request.POST or request.GET).get("lang", "")
        self.lang = wanted if wanted in LANGUAGES else ""
        with translation.override(self.lang or translation.get_language()):
            response = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    def page(self, template: str, *, status: int = 200, **context):
        context |= {"lang": self.lang, "now": self.at}
        return render(self.request, f"public/{template}.html", context, status=status)

    def limited(self, template: str, seconds: int, **context):
        """Says when to come again; what was typed stays on the page."""
        minutes = max(1, round(seconds / 60))
        response = self.page(template, status=429, minutes=minutes, **context)
        response["Retry-After"] = str(seconds)
        return response

    def take(self, name: str, most: int, within: timedelta, of: str):
        taken = limits.take(Limit(name, most, within), of, at=self.at)
        if not taken.is_allowed:
            raise Limited(taken.seconds_left(at=self.at))
        return taken

    def take_lookup(self) -> None:
        """Guessing codes and receipts becomes slow."""
        self.take(
            "public-lookup",
            settings.PUBLIC_LOOKUPS_PER_ADDRESS,
            timedelta(minutes=10),
            address_of(self.request, self.at),
        )


class CardView(PublicView):
    """A page behind the code of a card."""

    def get(self, request, *, token):
        return self.with_card(token) or self.show()

    def post(self, request, *, token):
        return self.with_card(token) or self.act()

    def act(self):
        return self.show()

    def with_card(self, token: str):
        """Finds the card; for one that is not valid, the page that says so.

        Revoked and never given out look the same to whoever tries codes.
        """
        self.token = token
        cards_found = ContactCard.objects.select_related("area")
        card = cards_found.filter(token_hash=crypto.fingerprint(token)).first()
        if card is None or card.status == CardStatus.REVOKED:
            try:
                self.take_lookup()
            except Limited as limited:
                return self.limited("gone", limited.seconds)
            return self.page("gone", status=404)
        self.card = card
        above = list(Area.objects.above(card.area))
        self.station = next((a for a in reversed(above) if a.kind == "station"), None)
        if card.status == CardStatus.REPLACED:
            return self.page("replaced", status=410, **self.place())
        return None

    def place(self) -> dict:
        station = self.station
        phone = (station.profile or {}).get("phone", "") if station else ""
        return {
            "area": self.card.area,
            "station": station,
            "station_phone": str(phone),
            "token": self.token,
            "days": settings.REPLY_WORKING_DAYS["message"],
        }


class FaceView(CardView):
    """Who is in charge here today, how to call, what one can do."""

    def show(self):
        charge = charge_of(self.card.area, on=timezone.localtime(self.at).date())
        faces = [(post, small_face(post.user.photo)) for post in charge.faces[:3]]
        return self.page(
            "card", faces=faces, visit_url=self.visit_url(), **self.place()
        )

    def visit_url(self) -> str:
        """An officer of the area who scans the code goes on to a visit."""
        user = self.request.user
        if not user.is_authenticated:
            return ""
        if not policy.covers(user, "visit.create", self.card.area):
            return ""
        try:
            return f"{reverse('households:visit_pick')}?area={self.card.area_id}"
        except NoReverseMatch:
            return ""
