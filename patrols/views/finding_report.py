"""The short form of a finding on the phone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.pictures import PhotoMixin
from patrols.actions import findings as actions
from patrols.forms.findings import FindingForm
from patrols.models import CheckIn, Patrol, Volunteer
from patrols.views.findings import FIELD_OF
from patrols.workflow.findings import FindingKind
from station import policy
from station.tasks import sweep
from station.views.action import ActionFormView


class FindingReportView(PhotoMixin, ActionFormView):
    """One short page: what, a photo, where; the patrol one is on is known."""

    permission_required = "finding.create"
    form_class = FindingForm
    template_name = "patrols/finding_form.html"
    error_fields = FIELD_OF

    @cached_property
    def patrol(self) -> Patrol | None:
        rows = Patrol.objects.running().filter(volunteer__user=self.request.user)
        return rows.select_related("area", "sign_up__shift").first()

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        asked = self.request.GET
        kind = asked.get("kind", "")
        return {
            "kind": kind if kind in FindingKind.values else None,
            "point": asked.get("point") or self._last_point(),
            "place": asked.get("place") or self._place(),
            "area": self._area(),
        }

    def _last_point(self) -> int | None:
        """Where this patrol checked in last."""
        if self.patrol is None:
            return None
        rows = CheckIn.objects.filter(patrol=self.patrol, struck_at=None)
        return rows.order_by("-at", "-pk").values_list("point_id", flat=True).first()

    def _place(self) -> str:
        if self.patrol is None or self.patrol.sign_up is None:
            return ""
        return self.patrol.sign_up.shift.place

    def _area(self) -> int | None:
        if self.patrol is not None:
            return self.patrol.area_id
        rows = Volunteer.objects.of(self.request.user)
        known = rows.values_list("area_id", flat=True).first()
        return known or self._only_area()

    def _only_area(self) -> int | None:
        areas = self.get_form_class()(user=self.request.user).fields["area"].queryset
        first = list(areas.values_list("pk", flat=True)[:2])
        return first[0] if len(first) == 1 else None

    def texts(self):
        return {
            "heading": _("Report a finding"),
            "submit": pgettext("finding", "Report"),
            "done": _("Reported. Thank you."),
            "back_url": self._back(),
            "back_label": _("Back"),
            "draft": "finding-new",
            "without_signal": self._without_signal(),
        }

    def _without_signal(self) -> str:
        """The page of the patrol, for whoever has one on the phone."""
        if not policy.can(self.request.user, "check_in.create"):
            return ""
        return f"{reverse('patrols:walk')}#{reverse('patrols:finding_create')}"

    def _back(self) -> str:
        if Volunteer.objects.of(self.request.user).exists():
            return reverse("patrols:mine")
        return reverse("patrols:finding_list")

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            sweep.delay_on_commit()
        return response

    def act_with(self, form, stored):
        return actions.report(
            facts=form.facts(patrol=self.patrol),
            photos=stored,
            by=self.request.user,
            at=timezone.now(),
        )
