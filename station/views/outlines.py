"""The outline of an area: brought in as a file, looked at, kept or taken away."""

import json
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from station import outlines, phrasing, policy
from station.actions import outlines as actions
from station.drawing import Frame
from station.errors import RuleError
from station.forms.outlines import OutlineFileForm, OutlineForm
from station.models import Area, Outline
from station.views.policy import PolicyMixin


def picture_of(drawn: outlines.Drawn) -> dict:
    """What the template draws of an outline, and its figures in words."""
    frame = Frame(position for line in drawn.lines for position in line)
    size = phrasing.number(Decimal(f"{drawn.km2:.{2 if drawn.km2 < 10 else 1}f}"))
    return {
        "high": frame.high,
        "lines": [frame.line(line) for line in drawn.lines],
        "bar": frame.bar,
        "facts": [
            (pgettext("outline", "Size"), _("%(n)s km²") % {"n": size}),
            (pgettext("outline", "Parts"), phrasing.number(len(drawn.polygons))),
            (_("Corners"), phrasing.number(drawn.corners)),
        ],
    }


def outline_of(area: Area, *, user) -> dict | None:
    """What the page of the area shows; nothing where there is none to see or bring."""
    found = Outline.objects.filter(area=area).first()
    may_edit = area.is_active and policy.can(user, "area.edit", area)
    if found is None and not may_edit:
        return None
    picture = picture_of(outlines.Drawn(found.polygons)) if found else None
    return {"picture": picture, "may_edit": may_edit}


class OutlineMixin(PolicyMixin):
    """An area one may draw."""

    permission_required = "area.edit"

    @cached_property
    def area(self) -> Area:
        areas = Area.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(areas, pk=self.kwargs["pk"])


class OutlineView(OutlineMixin, TemplateView):
    """The outline as it stands; a file is shown before it is kept."""

    template_name = "station/area_outline.html"

    def post(self, request, *args, **kwargs):
        if "polygons" in request.POST:
            return self._keep(OutlineForm(request.POST))
        form = OutlineFileForm(request.POST, request.FILES)
        seen = form.cleaned_data["file"] if form.is_valid() else None
        return self.render_to_response(self.get_context_data(form=form, seen=seen))

    def _keep(self, form: OutlineForm) -> HttpResponse:
        if not form.is_valid():
            messages.error(self.request, form.errors["polygons"][0])
            return HttpResponseRedirect(self.request.path)
        drawn = form.cleaned_data["polygons"]
        who = {"by": self.request.user, "at": timezone.now()}
        try:
            actions.bring_in(area=self.area, drawn=drawn, **who)
        except RuleError as error:
            messages.error(self.request, str(error))
            return HttpResponseRedirect(self.request.path)
        messages.success(self.request, _("Maps draw this outline now."))
        return HttpResponseRedirect(self.area.get_absolute_url())

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or OutlineFileForm()
        seen = kwargs.pop("seen", None)
        kept = Outline.objects.filter(area=self.area).first()
        return super().get_context_data(
            area=self.area,
            form=form,
            kept=picture_of(outlines.Drawn(kept.polygons)) if kept else None,
            seen=self._shown(seen) if seen else None,
            polygons=json.dumps(seen.polygons) if seen else "",
            **kwargs,
        )

    def _shown(self, seen: outlines.Drawn) -> dict:
        """The file's outline, beside what the profile says of the size."""
        size = self.area.profile.get("size_km2")
        said = _("%(n)s km²") % {"n": phrasing.number(size)} if size else ""
        picture = picture_of(seen)
        return {**picture, "facts": [*picture["facts"], (_("By the profile"), said)]}


class OutlineRemoveView(OutlineMixin, View):
    """Maps draw the area without an outline again."""

    http_method_names = ["post"]

    def post(self, request, pk):
        actions.take_away(area=self.area, by=request.user, at=timezone.now())
        messages.success(request, _("Maps draw no outline of it any more."))
        return HttpResponseRedirect(reverse("station:area_outline", args=[pk]))
