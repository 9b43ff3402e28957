"""Calendar feeds: the page where one gets the address, and the feed itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.views.public import HOUR, Limited, PublicView, address_of
from patrols import calendars
from patrols.actions import feeds as actions
from patrols.models import CalendarFeed, Team, Volunteer
from station.errors import RuleError
from station.views.policy import PolicyMixin

MOST = 600  # readings an hour from one address: many phones behind one


def context_of(user, **more) -> dict:
    """One's own shifts and the teams in sight, each with its running address."""
    running = CalendarFeed.objects.visible_to(user).filter(revoked_at=None)
    found = {feed.team_id: feed for feed in running.defer("token_hash")}
    teams = Team.objects.visible_to(user).standing().order_by("name_sort", "pk")
    rows = [(team, found.get(team.pk)) for team in teams]
    is_volunteer = Volunteer.objects.of(user).exists()
    own = [(None, found.get(None))] if is_volunteer else []
    return {"rows": [*own, *rows], "now": timezone.now(), **more}


class FeedListView(PolicyMixin, TemplateView):
    """What a calendar can read, and whether it does."""

    permission_required = "calendar_feed.view"
    template_name = "patrols/feed_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**context_of(self.request.user), **kwargs)


class FeedMakeView(PolicyMixin, View):
    """A new secret address; it is shown once."""

    permission_required = "calendar_feed.create"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        team = self._team(request.POST.get("team", ""))
        try:
            _feed, token = actions.make(by=request.user, team=team, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("patrols:feed_list"))
        path = reverse("patrols:feed", args=[token])
        shown = context_of(
            request.user,
            address=request.build_absolute_uri(path),
            address_of=team.name if team else _("My own shifts"),
        )
        answer = render(request, "patrols/feed_list.html", shown)
        patch_cache_control(answer, no_store=True)
        return answer

    def _team(self, pk: str) -> Team | None:
        if not pk:
            return None
        if not pk.isdecimal():
            raise Http404
        rows = Team.objects.visible_to(self.request.user).standing()
        return get_object_or_404(rows, pk=int(pk))


class FeedRevokeView(PolicyMixin, View):
    permission_required = "calendar_feed.edit"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        own = CalendarFeed.objects.visible_to(request.user, "edit")
        feed = get_object_or_404(own.filter(revoked_at=None), pk=kwargs["pk"])
        actions.revoke(feed=feed, by=request.user, at=timezone.now())
        return HttpResponseRedirect(reverse("patrols:feed_list"))


class FeedView(PublicView):
    """What the calendar reads; whoever has the address needs no more."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, token: str, **kwargs):
        try:
            self.take("patrols.calendar", MOST, HOUR, address_of(request, self.at))
        except Limited as limit:
            return HttpResponse(status=429, headers={"Retry-After": limit.seconds})
        feed = calendars.feed_of(token)
        if feed is None:
            raise Http404
        with translation.override(feed.language or None):
            text = calendars.text_of(feed, at=self.at, host=request.get_host())
        if text is None:
            raise Http404
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="patrols.ics"'
        patch_cache_control(answer, private=True, no_cache=True)
        return answer
