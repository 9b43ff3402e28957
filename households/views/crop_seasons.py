"""Crop seasons: what goes wrong in the fields when, and what to advise."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import campaigns
from households.forms.visit_plans import SeasonEditForm, SeasonForm
from households.models import CropSeason
from station import policy
from station.forms.once import OnceForm
from station.views.action import ActionFormView
from station.views.list import ListPageView


class SeasonListView(ListPageView):
    """The year in the fields, from its first day on."""

    permission_required = "crop_season.view"
    list_key = "households.cropseason"
    template_name = "households/crop_season_list.html"

    def get_context_data(self, **kwargs):
        user, rows = self.request.user, self.page.rows
        shown = CropSeason.objects.filter(pk__in=[row.pk for row in rows])
        now = set(shown.on_day(timezone.localdate()).values_list("pk", flat=True))
        scope = policy.scope(user, "crop_season.edit")
        return super().get_context_data(
            lines=[
                {
                    "row": row,
                    "is_now": row.pk in now,
                    "may_edit": scope.everything or row.area_id in scope.area_ids,
                }
                for row in rows
            ],
            may_create=policy.can(user, "crop_season.create"),
            **kwargs,
        )


class SeasonPage(ActionFormView):
    error_fields = {
        "not_your_area": "area",
        "households_cropseason_crop_once_per_area": "crop",
    }

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "back_url": reverse("households:crop_season_list"),
            "back_label": _("Crop seasons"),
        }

    def next_url(self, made):
        return reverse("households:crop_season_list")


class SeasonCreateView(SeasonPage):
    permission_required = "crop_season.create"
    form_class = SeasonForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("New crop season"),
            "submit": _("Add"),
            "done": _("The season is in the list."),
        }

    def act(self, form):
        return campaigns.create_season(
            area=form.cleaned_data["area"],
            season=form.season(),
            by=self.request.user,
            at=timezone.now(),
        )


class SeasonEditView(SeasonPage):
    permission_required = "crop_season.edit"
    form_class = SeasonEditForm

    @cached_property
    def season(self) -> CropSeason:
        rows = CropSeason.objects.visible_to(self.request.user, "edit").for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.season)

    def initial_of(self, current):
        names = campaigns.Season.__dataclass_fields__
        return {name: getattr(current, name) for name in names} | {
            "version": current.version
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Change the crop season"),
            "submit": _("Save"),
            "done": _("The season is saved."),
            "lead": self.season.area.name,
        }

    def act(self, form):
        return campaigns.edit_season(
            crop_season=self.season,
            season=form.season(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class SeasonRemoveView(SeasonEditView):
    """It is not grown here any more."""

    form_class = OnceForm

    def form_extra(self):
        return {}

    def get_initial(self):
        return {}

    def texts(self):
        return super().texts() | {
            "heading": _("Take the crop season out?"),
            "submit": _("Take out"),
            "done": _("The season is out of the list."),
            "lead": f"{self.season.area.name} · {self.season.crop}",
            "danger": True,
        }

    def act(self, form):
        campaigns.remove_season(
            crop_season=self.season, by=self.request.user, at=timezone.now()
        )
        return self.season
