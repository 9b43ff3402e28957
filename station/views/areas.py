"""The territory: browse it, see who serves where, edit it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, RedirectView

from station import policy
from station.actions import areas as actions
from station.errors import RuleError, StaleVersion
from station.forms.areas import PROFILE, AreaForm, GridForm, RetireForm
from station.models import Area
from station.staffing import staffing_of
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.outlines import outline_of
from station.views.policy import PolicyMixin

PAGE = 60  # areas on one page
# What a page of an area lists below it.
LISTED = {
    Area.Kind.PROVINCE: Area.Kind.PREFECTURE,
    Area.Kind.PREFECTURE: Area.Kind.COUNTY,
    Area.Kind.COUNTY: Area.Kind.STATION,
    Area.Kind.STATION: Area.Kind.COMMUNITY,
    Area.Kind.TOWNSHIP: Area.Kind.COMMUNITY,
    Area.Kind.COMMUNITY: Area.Kind.GRID,
}


class AreaRootView(PolicyMixin, RedirectView):
    """The top of what this person may see."""

    permission_required = "area.view"

    def get_redirect_url(self, *args, **kwargs):
        visible = Area.objects.visible_to(self.request.user)
        root = visible.order_by("path").first()
        if root is None:
            raise Http404
        return root.get_absolute_url()


class TeamListView(ListPageView):
    """Villages and grids, each with who serves there and what is missing."""

    permission_required = "area.view"
    list_key = "station.area"
    template_name = "station/team_list.html"

    def get_context_data(self, **kwargs):
        rows = staffing_of(self.page.rows, on=timezone.localdate())
        return super().get_context_data(rows=rows, **kwargs)


class AreaDetailView(PolicyMixin, DetailView):
    """One area: its profile, who serves there, and what lies below."""

    permission_required = "area.view"
    template_name = "station/area_detail.html"
    context_object_name = "area"

    def get_queryset(self):
        return Area.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        area, user = self.object, self.request.user
        staffings = staffing_of([area, *self._below], on=timezone.localdate())
        return super().get_context_data(
            trail=self._trail(),
            staffing=staffings[0],
            rows=staffings[1:],
            listed=Area.Kind(LISTED[area.kind]).label if area.kind in LISTED else "",
            next_url=self._next_url(),
            gaps=sum(not row.is_complete for row in staffings[1:]),
            facts=[(PROFILE[key], area.profile.get(key)) for key in PROFILE],
            may_edit=policy.can(user, "area.edit", area),
            may_add_grid=area.kind == Area.Kind.COMMUNITY
            and policy.can(user, "area.create", area),
            may_post=policy.can(user, "post.create", area),
            outline=outline_of(area, user=user),
            timeline=timeline_of(area, user=user),
            **kwargs,
        )

    @cached_property
    def _found(self) -> list[Area]:
        """One area more than the page shows, so that it knows whether more follow."""
        kind = LISTED.get(self.object.kind)
        after = self.request.GET.get("after", "").replace("\x00", "")
        areas = Area.objects.visible_to(self.request.user).below(self.object)
        return list(
            areas.filter(kind=kind, is_active=True, path__gt=after).in_tree_order()[
                : PAGE + 1
            ]
        )

    @property
    def _below(self) -> list[Area]:
        return self._found[:PAGE]

    def _next_url(self) -> str:
        return f"?after={self._below[-1].path}" if len(self._found) > PAGE else ""

    def _trail(self):
        """The areas above that this person may open."""
        visible = Area.objects.visible_to(self.request.user)
        return visible.above(self.object).exclude(pk=self.object.pk)


class AreaFormView(PolicyMixin, FormView):
    """A form about one area that is in scope."""

    template_name = "station/area_form.html"

    @cached_property
    def area(self) -> Area:
        action = self.permission_required.partition(".")[2]
        areas = Area.objects.visible_to(self.request.user, action)
        return get_object_or_404(areas, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        texts = {"danger": False, **self.texts()}
        return super().get_context_data(
            **{"area": self.area, "texts": texts, "stale": None, **kwargs}
        )

    def form_valid(self, form):
        try:
            area = self.act(form)
        except StaleVersion as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["version"] = error.current.version
            return self.render_to_response(
                self.get_context_data(form=form, stale=error.current)
            )
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.texts()["done"])
        return HttpResponseRedirect(area.get_absolute_url())


class AreaEditView(AreaFormView):
    permission_required = "area.edit"
    form_class = AreaForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "area": self.area}

    def texts(self):
        return {
            "heading": _("Edit %(area)s") % {"area": self.area.short_name},
            "submit": _("Save"),
            "done": _("The area was saved."),
        }

    def act(self, form):
        return actions.edit(
            area=self.area,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
            **form.changes(),
        )


class GridCreateView(AreaFormView):
    permission_required = "area.create"
    form_class = GridForm

    def texts(self):
        return {
            "heading": _("New grid in %(area)s") % {"area": self.area.short_name},
            "submit": _("Add grid"),
            "done": _("The grid was added."),
        }

    def act(self, form):
        return actions.create(
            parent=self.area,
            kind=Area.Kind.GRID,
            name=form.cleaned_data["name"],
            by=self.request.user,
            at=timezone.now(),
        )


class AreaRetireView(AreaFormView):
    permission_required = "area.edit"
    form_class = RetireForm

    def texts(self):
        return {
            "heading": _("Take %(area)s out of use") % {"area": self.area.short_name},
            "submit": _("Take out of use"),
            "done": _("The grid is out of use."),
            "danger": True,
        }

    def act(self, form):
        return actions.retire(
            area=self.area,
            by=self.request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
