"""Wall screens: which there are, a new one, and what a screen shows."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from station import policy, working_days
from station.actions import limits, walls
from station.dashboard import wall
from station.errors import RuleError
from station.forms.walls import WallScreenForm
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Asked
from station.models import WallScreen
from station.origin import caller_of
from station.paging import paginate
from station.views.live import LiveMixin
from station.views.policy import PUBLIC, PolicyMixin
from station.views.secret_once import SecretOnceView

BAD_CODES = limits.Limit("wall screen", 60, timedelta(hours=1))


class WallListView(PolicyMixin, TemplateView):
    """The screens that show figures of one's places, and when they last did."""

    permission_required = "wall_screen.view"
    template_name = "station/wall_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = WallScreen.objects.visible_to(user).defer("token_hash")
        page = paginate(
            rows.select_related("area", "made_by"), request=self.request, order=("-id",)
        )
        return super().get_context_data(
            page=page,
            may_create=policy.can(user, "wall_screen.create"),
            now=timezone.now(),
            **kwargs,
        )


class WallCreateView(SecretOnceView):
    """A new screen; its address is shown this once."""

    permission_required = "wall_screen.create"
    form_class = WallScreenForm
    secret_template = "station/wall_once.html"  # noqa: S105
    secret_of = WallScreen
    error_fields = {"area": "area", "too_many": "area"}

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self) -> dict:
        return {
            "heading": _("New wall screen"),
            "submit": _("Make the address"),
            "done": "",
            "back_url": reverse("station:wall_list"),
            "back_label": _("Wall screens"),
            "lead": _(
                "Figures only, nobody's name. Whoever has the address sees them, "
                "without signing in."
            ),
        }

    def make(self, form):
        return walls.put_up(
            area=form.cleaned_data["area"],
            name=form.cleaned_data["name"],
            by=self.request.user,
            at=timezone.now(),
        )

    def shown(self, made, secret):
        path = reverse("station:wall", args=[secret])
        return {"screen": made, "address": self.request.build_absolute_uri(path)}


class WallEndView(PolicyMixin, View):
    """The address shows nothing any more."""

    permission_required = "wall_screen.edit"
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        rows = WallScreen.objects.visible_to(request.user, "edit")
        screen = get_object_or_404(rows, pk=kwargs["pk"])
        try:
            walls.take_down(screen=screen, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The screen shows nothing any more."))
        return HttpResponseRedirect(reverse("station:wall_list"))


class WallView(LiveMixin, PolicyMixin, TemplateView):
    """What hangs on the wall: large, dark, by turns; asked anew every minute."""

    permission_required = PUBLIC
    template_name = "station/wall.html"
    live_template = "station/_wall.html"

    def dispatch(self, request, *args, **kwargs):
        self.now = timezone.now()
        self.screen = walls.find(token=kwargs["token"], at=self.now)
        if self.screen is None:
            limits.take(BAD_CODES, caller_of(request).network, at=self.now)
            raise Http404
        language = self.screen.language or translation.get_language()
        with translation.override(language):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):  # 304 has nothing to say
                response.render()
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        patch_cache_control(response, private=True, no_store=True)
        return response

    @property
    def reader(self) -> int:
        """Nobody is signed in: the screen itself."""
        return self.screen.pk

    def get_context_data(self, **kwargs):
        period = chosen(Choice.THIS_MONTH, today=working_days.local_date(self.now))
        asked = Asked(self.screen.made_by, self.now, period)
        return super().get_context_data(
            screen=self.screen,
            panels=wall.panels(asked, self.screen.area),
            asked=asked,
            now=self.now,
            **kwargs,
        )
