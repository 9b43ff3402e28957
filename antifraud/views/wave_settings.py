"""How often the figures may cry wolf: what holds where, set by the chief."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from antifraud.actions import wave_settings as actions
from antifraud.forms.waves import DropForm, SettingForm
from antifraud.models import WaveSetting
from antifraud.waves import rules
from station import policy
from station.models import Area
from station.places import areas_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

PLACES = ("county", "station", "township", "community")


class WaveSettingsView(PolicyMixin, TemplateView):
    """What is usual, and what areas have set themselves."""

    permission_required = "wave_setting.view"
    template_name = "antifraud/wave_settings.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = WaveSetting.objects.visible_to(user).select_related("area")
        may = policy.can(user, "wave_setting.edit")
        places = areas_of(user, "wave_setting.edit", PLACES)
        return super().get_context_data(
            usual=rules.USUAL,
            rows=[
                (row, policy.can(user, "wave_setting.edit", row))
                for row in rows.order_by("area__path")
            ],
            areas=places.filter(wave_setting__isnull=True) if may else [],
            **kwargs,
        )


class OfArea:
    """The area whose setting it is, within the scope."""

    permission_required = "wave_setting.edit"

    @cached_property
    def area(self) -> Area:
        places = areas_of(self.request.user, self.permission_required, PLACES)
        return get_object_or_404(places, pk=self.kwargs["pk"])

    def next_url(self, made):
        return reverse("antifraud:wave_settings")

    def texts(self):
        return {
            "lead": self.area.name,
            "back_url": reverse("antifraud:wave_settings"),
            "back_label": _("How waves are judged"),
        }


class WaveSettingEditView(OfArea, ActionFormView):
    form_class = SettingForm
    error_fields = {name: name for name in rules.NAMES}

    @cached_property
    def row(self) -> WaveSetting | None:
        return WaveSetting.objects.filter(area=self.area).first()

    def get_initial(self):
        version = self.row.version if self.row else 0
        return {**self.initial_of(self.row), "version": version}

    def initial_of(self, current):
        found = current or rules.rules_of(self.area)
        return {name: getattr(found, name) for name in rules.NAMES}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("How waves are judged"),
            "submit": _("Save"),
            "done": _("It holds from tomorrow morning on."),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.set_(
            area=self.area,
            rules=rules.Rules(**{name: data[name] for name in rules.NAMES}),
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class WaveSettingDropView(OfArea, ActionFormView):
    form_class = DropForm

    @cached_property
    def row(self) -> WaveSetting:
        return get_object_or_404(WaveSetting, area=self.area)

    def get_initial(self):
        return {"version": self.row.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, **kwargs)

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Take this setting back?"),
            "submit": _("Take back"),
            "done": _("What holds above holds here again."),
            "danger": True,
        }

    def act(self, form):
        return actions.drop(
            setting=self.row,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
