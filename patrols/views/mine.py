"""The volunteer's own pages: few large buttons, made of panels; one's own data."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from households.views.ledger import Button, tap
from patrols.actions import own
from patrols.actions import volunteer_facts as facts
from patrols.actions.volunteers import TWIN
from patrols.forms.mine import OwnForm, WishForm
from patrols.models import Volunteer, Wish
from patrols.views.volunteer_detail import wish_item
from station.views.action import ActionFormView
from station.views.home import greeting
from station.views.panels import panels_of
from station.views.policy import PolicyMixin


class OwnMixin(PolicyMixin):
    """A page about the volunteer who is signed in."""

    permission_required = "volunteer.keep"

    @cached_property
    def volunteer(self) -> Volunteer:
        return get_object_or_404(self._own)

    @property
    def _own(self):
        return Volunteer.objects.of(self.request.user).for_list()


class MineView(OwnMixin, TemplateView):
    """Today: the next shift, on duty, report, alarm, hours and thanks."""

    template_name = "patrols/mine.html"

    def get_context_data(self, **kwargs):
        volunteer = self._own.first()
        panels = panels_of("volunteer", self.request, volunteer) if volunteer else []
        return super().get_context_data(
            greeting=greeting(self.request.user.name, now=timezone.now()),
            volunteer=volunteer,
            teams=volunteer.team_names() if volunteer else "",
            panels=panels,
            **kwargs,
        )


class OwnFormView(OwnMixin, ActionFormView):
    """A form about oneself; without a row on the register there is none."""

    heading = submit = done = ""
    back = "patrols:mine"

    def get(self, request, *args, **kwargs):
        self.volunteer  # noqa: B018 — 404 before the form is shown
        return super().get(request, *args, **kwargs)

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "back_url": reverse("patrols:mine"),
            "back_label": _("My patrols"),
        }

    @property
    def step(self) -> dict:
        return {
            "volunteer": self.volunteer,
            "by": self.request.user,
            "at": timezone.now(),
        }

    def next_url(self, made):
        return reverse(self.back)


class OwnDataView(OwnFormView):
    """Phone, hours, consents."""

    form_class = OwnForm
    error_fields = {"phone_invalid": "phone", TWIN: "phone", "hours": "hours_a_week"}
    heading = property(lambda self: _("My data and consents"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def form_extra(self):
        return {"volunteer": self.volunteer}

    def get_initial(self):
        return self.initial_of(self.volunteer)

    def initial_of(self, current):
        names = ("hours_a_week", "may_be_tracked", "may_be_published", "version")
        return {name: getattr(current, name) for name in names}

    def act(self, form):
        return own.keep(
            own=own.Own(**form.given()),
            version=form.cleaned_data["version"],
            **self.step,
        )


class WishesView(OwnFormView):
    """When in the week one likes to come, or cannot."""

    template_name = "patrols/wishes.html"
    form_class = WishForm
    error_fields = {"order": "until_time"}
    back = "patrols:wishes"
    heading = property(lambda self: _("My wishes for the roster"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The wish is put down."))

    def get_context_data(self, **kwargs):
        rows = self.volunteer.wishes.all()
        items = [
            wish_item(
                row,
                [Button(pgettext("wish", "Take off"), "x", _off(row), "quiet", True)],
            )
            for row in rows
        ]
        return super().get_context_data(items=items, **kwargs)

    def act(self, form):
        return facts.wish(**form.wish(), **self.step)


class WishOffView(PolicyMixin, View):
    """One tap: it no longer holds."""

    permission_required = "volunteer.keep"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Wish.objects.visible_to(request.user, "keep")
        row = get_object_or_404(rows.select_related("volunteer"), pk=pk)
        return tap(
            request,
            lambda: facts.take_off_wish(wish=row, by=request.user, at=timezone.now()),
            reverse("patrols:wishes"),
            _("The wish is off."),
        )


def _off(row: Wish) -> str:
    return reverse("patrols:wish_off", args=[row.pk])
