"""Swaps: the list of what is offered, and the steps of a swap."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.views.ledger import LedgerView, StepView
from patrols import limits
from patrols.actions import swaps as actions
from patrols.forms.shifts import OptionalReasonForm, open_people
from patrols.forms.swaps import InReturnForm, OfferForm
from patrols.models import Swap, Volunteer
from patrols.shift_pages import parts
from patrols.swap_pages import own_places
from patrols.views.shift_steps import TapView
from patrols.views.sign_ups import PlaceStepView
from patrols.workflow.rosters import SwapStatus
from station import phrasing

TONES = {SwapStatus.OFFERED: "amber", SwapStatus.TAKEN: "blue",
         SwapStatus.DONE: "green"}  # fmt: skip


class SwapListView(LedgerView):
    """Places that somebody gives away, the soonest first."""

    permission_required = "swap.view"
    list_key = "patrols.swap"
    empty_icon = "arrows-exchange"

    def tabs(self):
        return parts(self.request.user, "swap_list")

    def tone(self, key, row):
        return TONES.get(row.status, "grey") if key == "status" else ""

    def note(self, row):
        return row.note

    def empty(self):
        return (
            _("No place is offered"),
            _("Who cannot come offers the own place on the page of the shift."),
        )


class SwapOfferView(PlaceStepView):
    """Who cannot come asks the team first."""

    permission_required = "sign_up.edit"
    form_class = OfferForm
    is_versioned = False
    error_fields = {"not_of_team": "offered_to"}
    heading = property(lambda self: _("Offer your place?"))
    submit = property(lambda self: _("Offer it"))
    done = property(lambda self: _("Offered. It stays yours until somebody takes it."))

    def form_extra(self):
        """Names only for who leads the team; all others ask the whole team."""
        shift = self.record.shift
        people = list(open_people(self.request.user, shift))
        barred = limits.bars_of(people, shift)
        return {"people": [one.pk for one in people if not barred[one.pk]]}

    def act(self, form):
        return actions.offer(
            sign_up=self.record,
            offered_to=form.cleaned_data.get("offered_to"),
            words=form.cleaned_data["note"],
            **self.common,
        )


class SwapMixin:
    model = Swap

    def joined(self, rows):
        return rows.select_related(
            "sign_up__shift__team", "sign_up__shift__area", "sign_up__shift__route"
        )

    @cached_property
    def volunteer(self) -> Volunteer:
        return get_object_or_404(Volunteer.objects.of(self.request.user))


class SwapTakeView(SwapMixin, TapView):
    """I take it over, and give nothing for it."""

    permission_required = "swap.take"
    done = property(lambda self: _("Noted. What became of it stands on this page."))

    def act(self):
        actions.take(
            swap=self.record,
            volunteer=self.volunteer,
            version=self.record.version,
            **self.common,
        )


class SwapStepView(SwapMixin, StepView):
    def lead(self):
        shift = self.record.sign_up.shift
        return f"{phrasing.in_full(shift.starts_at)} · {shift.place_name}"

    def texts(self):
        shift = self.record.sign_up.shift
        return {**super().texts(), "back_label": shift.place_name}


class SwapReturnView(SwapStepView):
    """I take it, and give one of mine."""

    permission_required = "swap.take"
    form_class = InReturnForm
    error_fields = {"not_own": "in_return"}
    heading = property(lambda self: _("Take it for one of yours"))
    submit = property(lambda self: _("Swap"))
    done = property(lambda self: _("Noted. What became of it stands on this page."))

    def form_extra(self):
        return {"places": self._own_places()}

    def _own_places(self):
        shift, now = self.record.sign_up.shift, self.common["at"]
        rows = own_places(self.volunteer, shift, now=now)
        return rows.for_list().defer("volunteer__phone").order_by("shift__starts_at")

    def act(self, form):
        return actions.take(
            swap=self.record,
            volunteer=self.volunteer,
            in_return=form.cleaned_data["in_return"],
            version=form.cleaned_data["version"],
            **self.common,
        )


class SwapWithdrawView(SwapMixin, TapView):
    """I come myself after all."""

    permission_required = "swap.create"
    done = property(lambda self: _("Taken back. The place stays yours."))

    def joined(self, rows):
        own = rows.filter(sign_up__volunteer__user=self.request.user)
        return super().joined(own)

    def act(self):
        actions.withdraw(swap=self.record, version=self.record.version, **self.common)


class SwapApproveView(SwapMixin, TapView):
    permission_required = "swap.approve"
    done = property(lambda self: _("Approved. Both are told."))

    def act(self):
        actions.approve(swap=self.record, version=self.record.version, **self.common)


class SwapRefuseView(SwapStepView):
    permission_required = "swap.approve"
    form_class = OptionalReasonForm
    danger = True
    heading = property(lambda self: _("Refuse the swap?"))
    submit = property(lambda self: _("Refuse"))
    done = property(lambda self: _("Refused. Both are told."))

    def act(self, form):
        return actions.refuse(swap=self.record, **self.form_data(form), **self.common)
