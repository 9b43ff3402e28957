"""Door plates: the list, one plate, its end, and the door an officer scanned."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import door_plates as actions
from households.actions import plate_batches
from households.forms.door_plates import (
    ChosenBatchForm,
    MountedForm,
    PlateEndForm,
    PlateReplaceForm,
)
from households.models import DoorPlate, Household, PlateBatch, Unit
from households.papers import plates as plate_papers
from households.papers.cards import qr_svg
from station import policy
from station.tasks import ring_job
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

FIELD_OF = {"no_reason": "reason", "mounted_ahead": "on", "too_early": "on"}


class PlateListView(ListPageView):
    """The plates of one's area, door by door."""

    permission_required = "door_plate.view"
    list_key = "households.doorplate"
    template_name = "households/plate_list.html"

    def get_context_data(self, **kwargs):
        may_order = policy.can(self.request.user, "door_plate.create")
        return super().get_context_data(may_order=may_order, **kwargs)


class PlateMixin(PolicyMixin):
    """One plate within the scope for what the page does."""

    permission_required = "door_plate.view"

    @cached_property
    def plate(self) -> DoorPlate:
        action = self.permission_required.partition(".")[2]
        rows = DoorPlate.objects.visible_to(self.request.user, action)
        rows = rows.select_related(
            "address__community", "area", "issued_by", "mounted_by", "ended_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class PlateDetailView(PlateMixin, TemplateView):
    """One plate: its state, its door, its batches, and what was."""

    template_name = "households/plate_detail.html"

    def get_context_data(self, **kwargs):
        plate, user = self.plate, self.request.user
        others = DoorPlate.objects.filter(address=plate.address_id)
        batches = PlateBatch.objects.visible_to(user).filter(prints__plate=plate)
        may_print = plate.is_valid and policy.can(user, "door_plate.print", plate)
        address = plate_papers.public_address(plate) if may_print else ""
        return super().get_context_data(
            plate=plate,
            street=plate_papers.words_on(plate),
            address=address,
            qr=mark_safe(qr_svg(address)) if may_print else "",  # noqa: S308
            others=others.exclude(pk=plate.pk).defer("token").order_by("-pk")[:10],
            batches=batches.select_related("size").order_by("-pk")[:10],
            households=_households_at(plate, user),
            may_print=may_print,
            may_end=plate.is_valid and policy.can(user, "door_plate.revoke", plate),
            may_edit=plate.is_valid and policy.can(user, "door_plate.edit", plate),
            timeline=timeline_of(plate, user=user),
            **kwargs,
        )


class PlateEndView(PlateMixin, ActionFormView):
    """The end of a code, with its reason."""

    permission_required = "door_plate.revoke"
    form_class = PlateEndForm
    error_fields = FIELD_OF

    def get_initial(self):
        return {"version": self.plate.version}

    def texts(self):
        return {
            "lead": self.plate.address.text,
            "back_url": self.plate.get_absolute_url(),
            "back_label": self.plate.number,
            "danger": True,
        }

    def facts(self, form) -> dict:
        return {
            "plate": self.plate,
            "kind": form.cleaned_data["kind"],
            "reason": form.cleaned_data["reason"],
            "version": form.cleaned_data["version"],
            "by": self.request.user,
            "at": timezone.now(),
        }


class PlateReplaceView(PlateEndView):
    form_class = PlateReplaceForm

    def texts(self):
        return super().texts() | {
            "heading": _("Replace the plate"),
            "submit": _("Replace"),
            "done": _("Replaced: the old code says so at once. Print the new plate."),
        }

    def act(self, form):
        return actions.replace(**self.facts(form))


class PlateRevokeView(PlateEndView):
    def texts(self):
        return super().texts() | {
            "heading": _("Revoke the plate"),
            "submit": _("Revoke"),
            "done": _("Revoked. The code no longer works."),
        }

    def act(self, form):
        return actions.revoke(**self.facts(form))


class PlateMountedView(PlateMixin, ActionFormView):
    """The plate is at the door."""

    permission_required = "door_plate.edit"
    form_class = MountedForm
    error_fields = FIELD_OF

    def get_initial(self):
        return {"version": self.plate.version}

    def texts(self):
        return {
            "heading": _("The plate is at the door"),
            "lead": self.plate.address.text,
            "submit": _("Write down"),
            "done": _("Written down: the plate is at the door."),
            "back_url": self.plate.get_absolute_url(),
            "back_label": self.plate.number,
        }

    def act(self, form):
        return actions.note_mounted(
            plate=self.plate,
            on=form.cleaned_data["on"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class PlatePrintView(PlateMixin, ActionFormView):
    """One plate printed again, in any size: a batch of one."""

    permission_required = "door_plate.print"
    form_class = ChosenBatchForm

    def texts(self):
        return {
            "heading": _("Print this plate"),
            "lead": self.plate.address.text,
            "submit": _("Make the paper"),
            "done": _("The paper is being made."),
            "back_url": self.plate.get_absolute_url(),
            "back_label": self.plate.number,
        }

    def act(self, form):
        batch = plate_batches.order(
            area=self.plate.area,
            size=form.cleaned_data["size"],
            choice=PlateBatch.Choice.CHOSEN,
            addresses=[self.plate.address],
            by=self.request.user,
            at=timezone.now(),
        )
        ring_job(batch.job_id)
        return batch


def _households_at(plate: DoorPlate, user) -> list[Household]:
    """Who lives behind the door, as far as this person may know."""
    rows = Household.objects.visible_to(user).present()
    return list(rows.filter(address=plate.address_id).for_list().order_by("pk")[:60])


class PlateDoorView(PlateMixin, TemplateView):
    """What an officer sees who scanned the plate: the one household, or a choice."""

    template_name = "households/plate_door.html"

    def get(self, request, *args, **kwargs):
        households = _households_at(self.plate, request.user)
        if len(households) == 1 and not self._units():
            return HttpResponseRedirect(self._next(households[0]))
        context = self.get_context_data(
            plate=self.plate,
            households=households,
            units=self._units(),
            may_visit=policy.can(request.user, "visit.create", self.plate),
            new_url=self._new_url(),
        )
        return self.render_to_response(context)

    def _units(self) -> list[Unit]:
        rows = Unit.objects.visible_to(self.request.user)
        return list(rows.filter(address=self.plate.address_id, closed_on=None)[:20])

    def _next(self, household: Household) -> str:
        """Ready to record; who may not record sees the household."""
        if policy.can(self.request.user, "visit.create", household):
            return reverse("households:visit_create", args=[household.pk])
        return household.get_absolute_url()

    def _new_url(self) -> str:
        if not policy.can(self.request.user, "household.create", self.plate):
            return ""
        return f"{reverse('households:create')}?area={self.plate.area_id}"
