"""The signs of early warning and their weights: readable by all, set by the office."""

from dataclasses import asdict

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from disputes.actions import warning_signs
from disputes.forms.warnings import LINE_LABELS, WEIGHED, LineForm, SignForm
from disputes.models import WarningLine, WarningSign
from disputes.views.warning_tabs import TabsMixin
from disputes.warnings.book import Book
from disputes.workflow.warning import Sign
from station import policy
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

MOST = 60


def places_of(user, permission: str):
    """The counties and stations within one's scope."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=warning_signs.LEVELS, is_active=True)
    return rows if scope.everything else rows.filter(pk__in=scope.area_ids)


class SignListView(TabsMixin, PolicyMixin, TemplateView):
    """What each sign weighs at one place, and who set it."""

    permission_required = "warning_sign.view"
    template_name = "disputes/warning_sign_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        places = list(places_of(user, self.permission_required).order_by("path")[:MOST])
        area = self._chosen(places)
        path, book = (area.path if area else ""), Book()
        return super().get_context_data(
            places=places,
            area=area,
            signs=book.signs(path),
            line=[(LINE_LABELS[k], v) for k, v in asdict(book.line(path)).items()],
            may_edit=area is not None
            and policy.covers(user, "warning_sign.edit", area),
            **kwargs,
        )

    def _chosen(self, places: list[Area]) -> Area | None:
        """The place asked for, else where the person serves, else the first."""
        asked = self.request.GET.get("area", "")
        home = self.request.user.home_area
        by_key = {str(place.pk): place for place in places}
        if asked in by_key:
            return by_key[asked]
        above = [p for p in places if home and home.path.startswith(p.path)]
        return above[-1] if above else next(iter(places), None)


class PlaceView(ActionFormView):
    """Something an office sets for a county or a station."""

    permission_required = "warning_sign.edit"

    @cached_property
    def area(self) -> Area:
        rows = places_of(self.request.user, self.permission_required)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        known = self.known()
        if known is not None:
            return self.initial_of(known)
        return {**self.holds(), "version": 0}

    def list_url(self) -> str:
        return f"{reverse('disputes:warning_sign_list')}?area={self.area.pk}"

    def next_url(self, made) -> str:
        return self.list_url()

    def texts(self):
        return {
            "lead": str(self.area),
            "submit": _("Save"),
            "done": _("Saved. The next reading counts by it."),
            "back_url": self.list_url(),
            "back_label": _("Signs of early warning"),
        }

    @property
    def common(self) -> dict:
        return {"area": self.area, "by": self.request.user, "at": timezone.now()}


class SignEditView(PlaceView):
    """What one sign weighs there."""

    form_class = SignForm
    error_fields = {name: name for name in WEIGHED}

    @cached_property
    def sign(self) -> WarningSign:
        if self.kwargs["code"] not in Sign.values:
            raise Http404
        return Book().sign(self.kwargs["code"], self.area.path)

    def known(self) -> WarningSign | None:
        return self.sign if self.sign.area_id == self.area.pk else None

    def holds(self) -> dict:
        return {name: getattr(self.sign, name) for name in WEIGHED}

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*WEIGHED, "version")}

    def form_extra(self):
        return {"has_figure": self.sign.figure is not None}

    def texts(self):
        lead = f"{self.area} · {self.sign.why}"
        return {**super().texts(), "heading": self.sign.title, "lead": lead}

    def act(self, form):
        return warning_signs.set_sign(
            **self.common,
            code=self.sign.code,
            weighing=form.weighing(),
            version=form.cleaned_data["version"],
        )


class LineEditView(PlaceView):
    """From which score one is warned there."""

    form_class = LineForm
    error_fields = {name: name for name in LINE_LABELS}

    def known(self) -> WarningLine | None:
        return WarningLine.objects.filter(area=self.area).first()

    def holds(self) -> dict:
        return asdict(Book().line(self.area.path))

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*LINE_LABELS, "version")}

    def texts(self):
        return {**super().texts(), "heading": _("The line of early warning")}

    def act(self, form):
        return warning_signs.set_line(
            **self.common, line=form.line(), version=form.cleaned_data["version"]
        )
