"""What a volunteer does on patrol: on duty, check in, off duty."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from patrols import duty, near
from patrols.actions import check_ins
from patrols.actions import duty as actions
from patrols.forms.duty import CheckInForm, GoOffForm, GoOnForm, HereForm
from patrols.models import Patrol, PatrolPoint
from patrols.views.mine import OwnMixin
from patrols.workflow.patrols import Way
from station import crypto
from station.errors import RuleError
from station.views.action import ActionFormView


def home() -> str:
    """Where a volunteer comes from and goes back to."""
    return reverse("patrols:mine")


class GoOnView(OwnMixin, ActionFormView):
    """On duty: on the shift that runs, else of one's own accord."""

    permission_required = "patrol.create"
    form_class = GoOnForm
    error_fields = {"no_kind": "kind", "not_insured": "kind", "not_fit": "kind"}

    @cached_property
    def place(self):
        return duty.place_at(self.volunteer, timezone.now())

    def form_extra(self):
        return {"volunteer": self.volunteer, "place": self.place}

    def texts(self):
        shift = self.place and self.place.shift
        return {
            "heading": _("Go on duty"),
            "lead": f"{shift} · {shift.kind.title}"
            if shift
            else _("No shift of yours runs now: you go of your own accord."),
            "submit": _("Go on duty"),
            "done": _("You are on duty. Take care of yourself."),
            "back_url": home(),
            "back_label": _("My patrols"),
        }

    def next_url(self, made):
        return self._after or home()

    @property
    def _after(self) -> str:
        """The point that was scanned before one was on duty."""
        token = self.request.GET.get("point", "")
        if not token or not _point_of(token):
            return ""
        return reverse("patrols:check_in", args=[token])

    def act(self, form):
        data = form.cleaned_data
        return actions.go_on(
            volunteer=self.volunteer,
            kind=data.get("kind"),
            sign_up=self.place,
            is_tracked=data.get("is_tracked", False),
            by=self.request.user,
            at=timezone.now(),
        )


class GoOffView(OwnMixin, ActionFormView):
    """Off duty, with what was looked at on the way."""

    permission_required = "patrol.edit"
    form_class = GoOffForm

    @cached_property
    def patrol(self) -> Patrol:
        found = duty.running_of(self.request.user)
        if found is None:
            raise Http404
        return found

    def form_extra(self):
        return {"patrol": self.patrol}

    def texts(self):
        return {
            "heading": _("Go off duty"),
            "lead": _(
                "What did you see on the way? Leave out what you did not look at."
            ),
            "submit": _("Go off duty"),
            "done": _("You are off duty. Thank you!"),
            "back_url": home(),
            "back_label": _("My patrols"),
        }

    def next_url(self, made):
        return home()

    def act(self, form):
        who = {"by": self.request.user, "at": timezone.now()}
        if states := form.states():
            actions.note_checks(patrol=self.patrol, states=states, **who)
        return actions.go_off(patrol=self.patrol, **who)


def _point_of(token: str) -> PatrolPoint | None:
    rows = PatrolPoint.objects.filter(token_hash=crypto.fingerprint(token))
    return rows.select_related("area").first()


class CheckInView(OwnMixin, ActionFormView):
    """The point whose code was scanned: one tap, and one is checked in."""

    permission_required = "check_in.create"
    form_class = CheckInForm
    template_name = "patrols/check_in.html"

    @cached_property
    def point(self) -> PatrolPoint:
        found = _point_of(self.kwargs["token"])
        if found is None:
            raise Http404
        rows = PatrolPoint.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("area"), pk=found.pk)

    def form_extra(self):
        return {"has_screen": bool(self.point.screen_seed)}

    def get_initial(self):
        return {"screen_code": self.request.GET.get("k", "")[:6]}

    def texts(self):
        return {
            "heading": self.point.name,
            "lead": f"{self.point.get_kind_display()} · {self.point.area.name}",
            "submit": _("Check in"),
            "done": _("Checked in: %(point)s.") % {"point": self.point.name},
            "back_url": home(),
            "back_label": _("My patrols"),
        }

    def get_context_data(self, **kwargs):
        patrol = duty.running_of(self.request.user)
        return super().get_context_data(
            point=self.point, patrol=patrol, volunteer=self.volunteer, **kwargs
        )

    def next_url(self, made):
        return home()

    def act(self, form):
        return check_ins.check_in(
            volunteer=self.volunteer,
            point=self.point,
            proof=form.proof(Way.SCAN),
            by=self.request.user,
            at=timezone.now(),
        )


class CheckInHereView(OwnMixin, View):
    """By position: the point one stands at."""

    permission_required = "check_in.create"
    http_method_names = ["post"]

    def post(self, request):
        form = HereForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The phone does not know where it is."))
            return HttpResponseRedirect(home())
        try:
            made = self._made(form)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            text = _("Checked in: %(point)s.") % {"point": made.point.name}
            messages.success(request, text)
        return HttpResponseRedirect(home())

    def _made(self, form):
        user, proof = self.request.user, form.proof(Way.POSITION)
        point = near.point_at(
            proof.latitude, proof.longitude, accuracy_m=proof.accuracy_m, user=user
        )
        if point is None:
            raise RuleError(
                _("No patrol point is near. Go closer, or scan its code."),
                code="no_point",
            )
        return check_ins.check_in(
            volunteer=self.volunteer,
            point=point,
            proof=proof,
            by=user,
            at=timezone.now(),
        )
