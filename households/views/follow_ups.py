"""Follow-ups: what is owed, one promise, and its next step."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, View

from households import follow_up_records
from households.actions import follow_ups as actions
from households.filters.follow_ups import OVERDUE
from households.forms.follow_ups import (
    CancelForm,
    DoneForm,
    FollowUpForm,
    MoveForm,
    ReassignForm,
)
from households.models import FollowUp, Household, Unit
from households.notices import follow_ups as follow_up_notices
from households.workflow import FollowUpStatus
from station import policy, working_days
from station.actions.access import record_access
from station.actions.idempotency import digest, once
from station.errors import RuleError, StaleVersion
from station.models import AccessRecord, Reminder, reference
from station.registry import registry
from station.tasks import sweep
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin


class FollowUpListView(ListPageView):
    """What was promised within one's scope; at first what is still open."""

    permission_required = "follow_up.view"
    list_key = "households.followup"
    template_name = "households/follow_up_list.html"

    def get_context_data(self, **kwargs):
        state = self.listing.params.get("state") or ""
        return super().get_context_data(segments=self._segments(state), **kwargs)

    def _segments(self, current: str):
        """The four looks people take most often, keeping the other filters."""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            (FollowUpStatus.OPEN, _("Open")),
            (OVERDUE, _("Late")),
            (FollowUpStatus.DONE, _("Done")),
            ("", _("All")),
        ]
        for value, label in looks:
            rest["state"] = value
            yield label, f"?{rest.urlencode()}", value == current


class FollowUpDetailView(PolicyMixin, DetailView):
    """One promise: what for, until when, who goes, and what happened."""

    permission_required = "follow_up.view"
    template_name = "households/follow_up_detail.html"
    context_object_name = "follow_up"

    def get_queryset(self):
        return FollowUp.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        follow_up, user, now = self.object, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=follow_up,
            at=now,
            fields="matter",
        )
        may_edit = follow_up.is_open and policy.can(user, "follow_up.edit", follow_up)
        return super().get_context_data(
            now=now,
            may_edit=may_edit,
            may_reassign=follow_up.is_open
            and policy.can(user, "follow_up.reassign", follow_up),
            may_take_back=actions.may_take_back(follow_up, by=user, at=now),
            visit_url=self._visit_url() if self._may_visit(may_edit) else "",
            done_url=follow_up_records.url_of(follow_up),
            reminders=self._reminders(),
            timeline=timeline_of(follow_up, user=user),
            **kwargs,
        )

    def _may_visit(self, may_edit: bool) -> bool:
        """A visit settles only what needs no record of its own."""
        row = self.object
        return may_edit and bool(row.household_id) and not row.record_kind

    def _visit_url(self) -> str:
        """The visit page, from where the follow-up is settled with the visit."""
        base = reverse("households:visit_create", args=[self.object.household_id])
        query = urlencode({"purpose": "follow_up", "follow_up": self.object.pk})
        return f"{base}?{query}"

    def _reminders(self):
        """Who will be told when, soonest first."""
        rows = Reminder.objects.pending().about(reference(self.object))
        return [
            (row.due_at, registry.reminders[row.kind].label)
            for row in rows.order_by("due_at")
            if row.kind in registry.reminders
        ]


class FollowUpCreateView(OriginMixin, PolicyMixin, FormView):
    """Promise something to a household, perhaps because of another record."""

    permission_required = "follow_up.create"
    form_class = FollowUpForm
    template_name = "households/follow_up_form.html"

    @cached_property
    def place(self) -> Household | Unit:
        return self.one_of(Household, self.kwargs["pk"])

    def one_of(self, model, pk):
        """The household or unit, within the scope."""
        rows = model.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("area", "address"), pk=pk)

    @property
    def place_name(self) -> str:
        return FollowUp(**self.where).place_name

    @property
    def where(self) -> dict:
        """The place under the name of its kind."""
        return {self.place._meta.model_name: self.place}

    def get_initial(self):
        return {
            "matter": self.origin_facts.text[:500],
            "due_on": working_days.add_working_days(timezone.localdate(), 3),
            "assigned_to": self.request.user.pk,
            "once": uuid.uuid4().hex,
        }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "area": self.place.area}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=_("Promise a follow-up"),
            submit=_("Save the follow-up"),
            lead=f"{self.place_name} · {self.place.address.text}",
            back_url=(self.origin or self.place).get_absolute_url(),
            back_label=str(self.origin or self.place_name),
            danger=False,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            url = self._create(form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        sweep.delay_on_commit()
        messages.success(self.request, _("The follow-up is noted."))
        return HttpResponseRedirect(url)

    def _create(self, data) -> str:
        asked = digest(self.request.path, data["matter"], str(data["due_at"]))
        with once(user=self.request.user, key=data["once"], request_hash=asked) as done:
            if not done.is_repeat:
                follow_up = actions.create(
                    **self.where,
                    origin=self.origin,
                    matter=data["matter"],
                    due_at=data["due_at"],
                    assigned_to=data["assigned_to"],
                    by=self.request.user,
                    at=timezone.now(),
                )
                done.keep(follow_up.get_absolute_url())
                return follow_up.get_absolute_url()
        return done.body


class UnitFollowUpCreateView(FollowUpCreateView):
    """Promise to come back to a unit."""

    @cached_property
    def place(self) -> Household | Unit:
        return self.one_of(Unit, self.kwargs["pk"])


class FollowUpFromView(FollowUpCreateView):
    """Promise it because of another record, at whose place one comes back."""

    def get(self, request, *args, **kwargs):
        if self.known_place is None:
            messages.info(request, _("Choose the household first."))
            return HttpResponseRedirect(reverse("households:list"))
        return super().get(request, *args, **kwargs)

    @property
    def known_place(self) -> Household | Unit | None:
        return self.origin_facts.household or self.origin_facts.unit

    @cached_property
    def place(self) -> Household | Unit:
        if self.known_place is None:
            raise Http404
        return self.one_of(type(self.known_place), self.known_place.pk)


class FollowUpStepView(PolicyMixin, FormView):
    """One step of a promise, with its form."""

    permission_required = "follow_up.edit"
    template_name = "households/follow_up_form.html"
    heading = submit = done = ""
    danger = False

    @cached_property
    def follow_up(self) -> FollowUp:
        action = self.permission_required.partition(".")[2]
        rows = FollowUp.objects.visible_to(self.request.user, action).for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "follow_up": self.follow_up}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.heading,
            submit=self.submit,
            lead=self.follow_up.lead,
            back_url=self.follow_up.get_absolute_url(),
            back_label=_("Follow-up"),
            danger=self.danger,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data)
        except StaleVersion as error:
            form.add_error(None, str(error))
            form.data = {**form.data.dict(), "version": error.current.version}
            return self.form_invalid(form)
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        sweep.delay_on_commit()
        messages.success(self.request, self.done)
        return HttpResponseRedirect(self.follow_up.get_absolute_url())

    def act(self, data):
        raise NotImplementedError

    @property
    def common(self) -> dict:
        return {
            "follow_up": self.follow_up,
            "by": self.request.user,
            "at": timezone.now(),
        }


class FollowUpDoneView(FollowUpStepView):
    form_class = DoneForm

    heading = property(lambda self: _("Follow-up done"))
    submit = property(lambda self: _("Mark done"))
    done = property(lambda self: _("Done. No more reminders of it."))

    def act(self, data):
        actions.mark_done(**self.common, **data)


class FollowUpMoveView(FollowUpStepView):
    form_class = MoveForm

    heading = property(lambda self: _("Reschedule the follow-up"))
    submit = property(lambda self: _("Reschedule"))
    done = property(lambda self: _("The follow-up was moved."))

    def act(self, data):
        actions.move(
            **self.common,
            due_at=data["due_at"],
            reason=data["reason"],
            version=data["version"],
        )


class FollowUpCancelView(FollowUpStepView):
    form_class = CancelForm
    danger = True

    heading = property(lambda self: _("Cancel the follow-up"))
    submit = property(lambda self: _("Cancel it"))
    done = property(lambda self: _("Cancelled. No more reminders of it."))

    def act(self, data):
        actions.cancel(**self.common, **data)


class FollowUpReassignView(FollowUpStepView):
    permission_required = "follow_up.reassign"
    form_class = ReassignForm

    heading = property(lambda self: _("Hand the follow-up to somebody else"))
    submit = property(lambda self: _("Hand to somebody else"))
    done = property(lambda self: _("Handed over. The new person is told."))

    def act(self, data):
        actions.reassign(**self.common, **data)


class FollowUpTapView(PolicyMixin, View):
    """One tap without a form; where one came from decides what is shown."""

    permission_required = "follow_up.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = FollowUp.objects.visible_to(request.user, "edit").for_list()
        follow_up = get_object_or_404(rows, pk=pk)
        try:
            follow_up = self.act(follow_up)
        except RuleError as error:
            messages.error(request, str(error))
        if request.htmx:
            return self._row(follow_up)
        return HttpResponseRedirect(self._back(follow_up))

    def _row(self, follow_up: FollowUp):
        """The line of My day, ticked or open again."""
        context = {
            "item": follow_up_notices.work_item(follow_up),
            "is_done": not follow_up.is_open,
            "undo_url": reverse("households:follow_up_undo", args=[follow_up.pk]),
        }
        return render(self.request, "households/_follow_up_work_item.html", context)

    def _back(self, follow_up: FollowUp) -> str:
        wanted = self.request.POST.get("next", "")
        hosts = {self.request.get_host()}
        if url_has_allowed_host_and_scheme(wanted, hosts, self.request.is_secure()):
            return wanted
        return follow_up.get_absolute_url()


class FollowUpTickView(FollowUpTapView):
    """Done, with one tap."""

    def act(self, follow_up):
        done = actions.mark_done(
            follow_up=follow_up, by=self.request.user, at=timezone.now()
        )
        if not self.request.htmx:
            messages.success(self.request, _("Done. No more reminders of it."))
        return done


class FollowUpUndoView(FollowUpTapView):
    """Not done after all."""

    def act(self, follow_up):
        opened = actions.reopen_by_mistake(
            follow_up=follow_up, by=self.request.user, at=timezone.now()
        )
        sweep.delay_on_commit()
        if not self.request.htmx:
            messages.success(self.request, _("Open again."))
        return opened
