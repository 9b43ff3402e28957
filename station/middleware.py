"""What holds for every request of somebody who is signed in."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from station.actions import passwords, sessions
from station.actions.access import record_access
from station.origin import caller_of

DOOR = "door"  # what a session remembers of its beginning
RENEWED_EVERY = timedelta(minutes=1)
# What stays open while a password must be changed or a second factor set up.
OPEN_ROUTES = frozenset(
    {
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "set_language",
        "station:look",
        "healthz",
        "readyz",
    }
)


def begin_session(request, *, at: datetime) -> None:
    """Note a session that just began; the person's oldest beyond the limit ends."""
    if request.session.session_key is None:
        request.session.save()
    opened = sessions.begin(
        user=request.user,
        session_key=request.session.session_key,
        caller=caller_of(request),
        at=at,
    )
    request.session[DOOR] = {
        "open": opened.pk,
        "key": request.session.session_key,
        "began": at.timestamp(),
        "seen": at.timestamp(),
    }


class SessionRulesMiddleware:
    """Twelve hours at most, thirty idle minutes, and an end from elsewhere.

    The database is written once a minute, not with every request.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and not self._still_holds(request):
            logout(request)
        return self.get_response(request)

    def _still_holds(self, request) -> bool:
        now = timezone.now()
        door = request.session.get(DOOR)
        if door is None:
            begin_session(request, at=now)
            return True
        if now.timestamp() - door["began"] > settings.SESSION_ABSOLUTE_AGE:
            sessions.forget(session_key=request.session.session_key)
            return False
        idle = now.timestamp() - door["seen"]
        if idle > settings.SESSION_COOKIE_AGE:
            sessions.forget(session_key=request.session.session_key)
            return False
        key = request.session.session_key
        if idle < RENEWED_EVERY.total_seconds() and door["key"] == key:
            return True
        request.session[DOOR] = door | {"seen": now.timestamp(), "key": key}
        return sessions.still_open(
            pk=door["open"], session_key=key, caller=caller_of(request), at=now
        )


class DutiesMiddleware:
    """First the password that is due, then the second factor, then the work."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if (
            not request.user.is_authenticated
            or request.resolver_match.view_name in OPEN_ROUTES
        ):
            return None
        if passwords.is_due(request.user, at=timezone.now()):
            return _send(request, "account_change_password", _("Change your password."))
        if settings.MFA_REQUIRED and not self._has_second_factor(request):
            return _send(request, "mfa_activate_totp", _("Set up a second factor."))
        return None

    def _has_second_factor(self, request) -> bool:
        """Asked of the database until it is there, then remembered."""
        door = request.session.get(DOOR, {})
        if not door.get("mfa"):
            found = Authenticator.objects.filter(
                user_id=request.user.pk, type=Authenticator.Type.TOTP
            ).exists()
            if not found:
                return False
            request.session[DOOR] = door | {"mfa": True}
        return True


def _send(request, route: str, why: str) -> HttpResponse:
    """To the page where the duty is done; a program is told in its own way."""
    if request.path.startswith("/api/"):
        problem = {"title": why, "status": 403, "code": "duty_first", "detail": why}
        return JsonResponse(
            problem, status=403, content_type="application/problem+json"
        )
    query = (
        urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    )
    response = HttpResponseRedirect(f"{reverse(route)}?{query}")
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Redirect": response.url})
    return response


class PersonLanguageMiddleware:
    """The language of the profile, where this device has not chosen another."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            settings.LANGUAGE_COOKIE_NAME not in request.COOKIES
            and request.user.is_authenticated
            and request.user.language
        ):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class RefusalMiddleware:
    """Writes down who was refused personal data that lies out of their scope."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code in {403, 404} and request.resolver_match:
            self._note(request)
        return response

    def _note(self, request) -> None:
        asked = asked_for(request.resolver_match)
        if asked and request.user.is_authenticated:
            record_access(
                by=request.user,
                act="refused",
                subject=asked[:80],
                at=timezone.now(),
                area=request.user.home_area,
            )


# What stands before the number of a record with personal data, in every address.
RECORDS = {
    "households": "households.household",
    "residents": "households.resident",
    "units": "households.unit",
    "housing": "households.housing",
    "visits": "households.visit",
    "follow-ups": "households.followup",
    "inbox": "households.message",
    "messages": "households.message",
    "import": "households.registerimport",
    "register-imports": "households.registerimport",
    "matches": "households.matchsuggestion",
    "match-suggestions": "households.matchsuggestion",
    "attachments": "station.attachment",
}
NOUN = re.compile(r"([a-z-]+)/(?:<int:|\(\?P<)pk")


def asked_for(match) -> str:
    """The record an address names, if it holds personal data: ``households.visit:3``."""
    key = match.kwargs.get("pk")
    noun = NOUN.search(match.route or "")
    label = match.kwargs.get("label") or RECORDS.get(noun[1] if noun else "")
    return f"{label}:{key}" if label and key is not None else ""
