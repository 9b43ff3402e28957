"""Batches of door plates, and the progress by area."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from households import plate_coverage
from households.actions import door_plates, plate_batches
from households.forms.door_plates import (
    BatchForm,
    BatchMountedForm,
    ChosenBatchForm,
)
from households.models import Address, PlateBatch
from station import policy
from station.errors import RuleError
from station.models import Area
from station.paging import paginate
from station.phrasing import number
from station.tasks import ring_job
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

LISTED = (Area.Kind.STATION, Area.Kind.COMMUNITY)
MOST_CHOSEN = 2000
WORKING = frozenset({"queued", "running"})


class PlateCoverageView(PolicyMixin, TemplateView):
    """Every village with its doors, and how many have a valid plate at the door."""

    permission_required = "door_plate.figures"
    template_name = "households/plate_coverage.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        scope = policy.scope(user, self.permission_required)
        areas = Area.objects.filter(pk__in=scope.area_ids, is_active=True)
        page = paginate(
            areas.filter(kind__in=LISTED), request=self.request, order=("path", "id")
        )
        rows = plate_coverage.rows_of(page.rows, on=timezone.localdate())
        villages = [row for row in rows if row.area.kind == Area.Kind.COMMUNITY]
        return super().get_context_data(
            page=page,
            rows=rows,
            total=plate_coverage.total(villages),
            may_view=policy.can(user, "door_plate.view"),
            may_order=policy.can(user, "door_plate.create"),
            **kwargs,
        )


class BatchListView(ListPageView):
    """What was ordered, newest first."""

    permission_required = "door_plate.view"
    list_key = "households.platebatch"
    template_name = "households/plate_batch_list.html"

    def get_context_data(self, **kwargs):
        may_order = policy.can(self.request.user, "door_plate.create")
        return super().get_context_data(may_order=may_order, **kwargs)


class BatchMixin(PolicyMixin):
    """One batch within the scope for what the page does."""

    permission_required = "door_plate.view"

    @cached_property
    def batch(self) -> PlateBatch:
        action = self.permission_required.partition(".")[2]
        rows = PlateBatch.objects.visible_to(self.request.user, action)
        rows = rows.select_related("area", "size", "made_by", "printed_by", "job")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class BatchDetailView(BatchMixin, TemplateView):
    """One batch: how far it is, its paper, and its plates."""

    template_name = "households/plate_batch_detail.html"

    def get_context_data(self, **kwargs):
        batch, user = self.batch, self.request.user
        prints = batch.prints.select_related("plate", "address")
        may_print = policy.can(user, "door_plate.print", batch)
        return super().get_context_data(
            batch=batch,
            progress=_progress(batch, user),
            page=paginate(prints, request=self.request, order=("position",)),
            may_print=may_print,
            may_note_printed=may_print and batch.ready_at and not batch.printed_at,
            may_mount=batch.ready_at is not None
            and policy.can(user, "door_plate.edit", batch),
            timeline=timeline_of(batch, user=user),
            **kwargs,
        )


def _progress(batch: PlateBatch, user) -> dict | None:
    """How far the job is; its paper is for the one who ordered it."""
    job = batch.job
    if job is None or job.owner_id != user.pk or job.purged_at is not None:
        return None
    has_paper = bool(job.result_file)
    return {
        "title": _("Door plates"),
        "done": job.done,
        "total": job.total,
        "text": "",
        "is_running": job.state in WORKING,
        "url": job.get_absolute_url(),
        "result_url": reverse("station:job_result", args=[job.pk]) if has_paper else "",
        "failures_url": "",
        "error": job.error,
    }


class BatchCreateView(ActionFormView):
    """Plates for a whole area."""

    permission_required = "door_plate.create"
    form_class = BatchForm
    error_fields = {"no_doors": "choice", "size_unused": "size"}

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"area": self.request.GET.get("area")}

    def texts(self):
        return {
            "heading": _("Make door plates"),
            "lead": _("Each door gets one code; thousands are made in one run."),
            "submit": _("Make"),
            "done": _("The plates are being made. You can leave this page."),
            "back_url": reverse("households:plate_coverage"),
            "back_label": _("Door plates"),
        }

    def act(self, form):
        data = form.cleaned_data
        batch = plate_batches.order(
            area=data["area"],
            size=data["size"],
            choice=data["choice"],
            by=self.request.user,
            at=timezone.now(),
        )
        ring_job(batch.job_id)
        return batch


class ChosenBatchView(ActionFormView):
    """Plates for the doors that were picked on a list (``?addresses=1,2``)."""

    permission_required = "door_plate.create"
    form_class = ChosenBatchForm

    @cached_property
    def addresses(self) -> list[Address]:
        """The picked doors in reach: of the addresses named, and of the households."""
        asked = self.request.GET
        scope = policy.scope(self.request.user, self.permission_required)
        rows = Address.objects.filter(area__in=scope.area_ids).select_related("area")
        named = rows.filter(pk__in=_numbers(asked.get("addresses", "")))
        lived = rows.filter(households__in=_numbers(asked.get("households", "")))
        found = list((named | lived).distinct()[:MOST_CHOSEN])
        if not found:
            raise Http404
        return found

    def texts(self):
        count = len(self.addresses)
        return {
            "heading": _("Make door plates"),
            "lead": ngettext("%(n)s chosen door", "%(n)s chosen doors", count)
            % {"n": number(count)},
            "submit": _("Make"),
            "done": _("The plates are being made. You can leave this page."),
            "back_url": reverse("households:plate_list"),
            "back_label": _("Door plates"),
        }

    def act(self, form):
        batch = plate_batches.order_for(
            addresses=self.addresses,
            size=form.cleaned_data["size"],
            by=self.request.user,
            at=timezone.now(),
        )
        ring_job(batch.job_id)
        return batch


def _numbers(text: str) -> list[int]:
    """``12,15`` as it stands in an address."""
    parts = text.split(",")[:MOST_CHOSEN]
    return [int(part) for part in parts if part.isascii() and part.isdigit()]


class BatchPrintedView(BatchMixin, View):
    """The printer delivered."""

    permission_required = "door_plate.print"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            plate_batches.note_printed(
                batch=self.batch, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Written down: the plates are printed."))
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.batch.get_absolute_url())


class BatchAgainView(BatchMixin, View):
    """The paper once more, for whoever asks."""

    permission_required = "door_plate.print"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            batch = plate_batches.draw_again(
                batch=self.batch, by=request.user, at=timezone.now()
            )
            ring_job(batch.job_id)
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.batch.get_absolute_url())


class BatchMountedView(BatchMixin, ActionFormView):
    """All plates of the batch are at their doors."""

    permission_required = "door_plate.edit"
    form_class = BatchMountedForm
    error_fields = {"mounted_ahead": "on", "too_early": "on"}

    def texts(self):
        return {
            "heading": _("The plates of this batch are at the doors"),
            "lead": self.batch.number,
            "submit": _("Write down"),
            "done": _("Written down: the plates are at the doors."),
            "back_url": self.batch.get_absolute_url(),
            "back_label": self.batch.number,
        }

    def act(self, form):
        plates = plate_batches.plates_of(self.batch)
        door_plates.note_all_mounted(
            plates=plates.visible_to(self.request.user, "edit"),
            on=form.cleaned_data["on"],
            by=self.request.user,
            at=timezone.now(),
        )
        return self.batch
