"""A day's round: made, changed without JavaScript, walked, printed."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households import round_facts
from households.actions import rounds
from households.forms.rounds import AddForm, FindForm, RoundForm, SkipForm
from households.models import Campaign, Household, Reason, Round, RoundStop
from station import policy
from station.actions.access import record_access, record_access_to_each
from station.errors import RuleError
from station.forms.once import VersionedForm
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

FOUND = 20
MOST_PRINTED = 20


class RoundMixin(PolicyMixin):
    """A page about one round in scope for the page's permission."""

    @cached_property
    def round(self) -> Round:
        action = self.permission_required.partition(".")[2]
        rows = Round.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("officer", "area", "made_by"), pk=self.kwargs["pk"]
        )

    @cached_property
    def stop(self) -> RoundStop:
        visible = Household.objects.visible_to(self.request.user)
        rows = self.round.stops.filter(household__in=visible)
        return get_object_or_404(
            rows.select_related("household__address"), pk=self.kwargs["stop"]
        )


class RoundTodayView(PolicyMixin, View):
    """One's own round of today; without one, the page to make it."""

    permission_required = "round.view"

    def get(self, request):
        rows = Round.objects.visible_to(request.user)
        found = rows.of(request.user, on=timezone.localdate()).first()
        if found is not None:
            return HttpResponseRedirect(found.get_absolute_url())
        return HttpResponseRedirect(reverse("households:round_create"))


class RoundDetailView(RoundMixin, TemplateView):
    """The doors in their order, why each, and the next step at each."""

    permission_required = "round.view"
    template_name = "households/round_detail.html"

    def get_context_data(self, **kwargs):
        row, user, now = self.round, self.request.user, timezone.now()
        facts = round_facts.of(row, user=user, at=now)
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=row,
            fields="residents, follow_ups",
            at=now,
        )
        stops = facts["stops"]
        today = timezone.localdate(now)
        may_edit = policy.can(user, "round.edit", row)
        return super().get_context_data(
            now=now,
            today=today,
            round=row,
            stops=[round_facts.in_words(stop, on=row.on) for stop in stops],
            done=sum(stop["visited"] is not None for stop in stops),
            skipped=sum(bool(stop["skipped_reason"]) for stop in stops),
            overdue=sum(
                reason["code"] == Reason.OVERDUE
                for stop in stops
                for reason in stop["reasons"]
            ),
            may_edit=may_edit and row.is_open,
            may_reopen=may_edit and not row.is_open and row.on == today,
            may_start=may_edit and row.state == "planned" and row.on <= today,
            may_visit=policy.can(user, "visit.create") and row.on <= today,
            offline_hours=settings.OFFLINE_HOURS
            if row.officer_id == user.pk and row.on == today
            else 0,
            campaigns=Campaign.objects.visible_to(user)
            .running(on=row.on)
            .reaching(row.area.path),
            timeline=timeline_of(row, user=user),
            **kwargs,
        )


class RoundPrintView(RoundDetailView):
    """The round on paper, for where no phone works."""

    template_name = "households/round_print.html"


class RoundPrintsView(PolicyMixin, TemplateView):
    """The rounds of a morning on paper, each on a page of its own."""

    permission_required = "round.view"
    template_name = "households/round_prints.html"

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        asked = self.request.GET.get("rounds", "").split(",")
        ids = [int(pk) for pk in asked if pk.isdigit() and len(pk) < 19]
        rows = Round.objects.visible_to(user).filter(pk__in=ids[:MOST_PRINTED])
        found = list(rows.for_list().order_by("on", "pk"))
        record_access_to_each(
            by=user,
            act=AccessRecord.Act.PRINT,
            subjects=found,
            fields="residents, follow_ups",
            at=now,
        )
        papers = [(row, _stops_of(row, user=user, at=now)) for row in found]
        return super().get_context_data(papers=papers, **kwargs)


def _stops_of(row: Round, *, user, at) -> list[dict]:
    facts = round_facts.of(row, user=user, at=at)
    return [round_facts.in_words(stop, on=row.on) for stop in facts["stops"]]


class RoundCreateView(ActionFormView):
    """Plan a day, one's own or of one's people."""

    permission_required = "round.create"
    form_class = RoundForm
    template_name = "households/round_form.html"
    error_fields = {
        "bad_day": "on",
        "bad_size": "size",
        "not_their_area": "area",
        "exists": "on",
        "not_yours": "officer",
    }

    def form_extra(self):
        return {"user": self.request.user, "today": timezone.localdate()}

    def get_initial(self):
        user = self.request.user
        return {
            "officer": user.pk,
            "on": timezone.localdate(),
            "area": user.home_area and user.home_area.pk,
            "size": rounds.SIZE,
        }

    @cached_property
    def chosen(self) -> list[Household]:
        """Households ticked in the list, if one comes from there."""
        asked = self.request.GET.get("households", "").split(",")
        ids = [int(pk) for pk in asked if pk.isdigit() and len(pk) < 19]
        rows = Household.objects.visible_to(self.request.user).present()
        return list(rows.filter(pk__in=ids[: rounds.MOST]).select_related("address"))

    def texts(self):
        return {
            "heading": _("Plan a round"),
            "submit": _("Propose the doors"),
            "done": _("The round is proposed: change what does not fit."),
            "back_url": reverse("households:round_list"),
            "back_label": _("Rounds"),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(chosen=self.chosen, **kwargs)

    def act(self, form):
        data = form.cleaned_data
        return rounds.plan(
            officer=data["officer"],
            area=data["area"],
            on=data["on"],
            size=data["size"],
            households=self.chosen,
            by=self.request.user,
            at=timezone.now(),
        )


class RoundListView(ListPageView):
    """Rounds of the past and the coming days."""

    permission_required = "round.view"
    list_key = "households.round"
    template_name = "households/round_list.html"

    def get_context_data(self, **kwargs):
        may_create = policy.can(self.request.user, "round.create")
        return super().get_context_data(may_create=may_create, **kwargs)


class RoundTapView(RoundMixin, View):
    """One tap on the round; where something is refused, the page says why."""

    permission_required = "round.edit"
    http_method_names = ["post", "options"]
    done = ""

    def post(self, request, **kwargs):
        form = VersionedForm(request.POST)
        if not form.is_valid():
            raise Http404
        try:
            self.act(version=form.cleaned_data["version"])
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.back_url)

    @property
    def back_url(self) -> str:
        anchor = f"#stop-{self.kwargs['stop']}" if "stop" in self.kwargs else ""
        return f"{self.round.get_absolute_url()}{anchor}"

    @property
    def common(self) -> dict:
        return {
            "tour": self.round,
            "by": self.request.user,
            "at": timezone.now(),
        }


class RoundStartView(RoundTapView):
    def act(self, version):
        rounds.start(**self.common, version=version)


class RoundFinishView(RoundTapView):
    def act(self, version):
        rounds.finish(**self.common, version=version)


class RoundShortenView(RoundTapView):
    def act(self, version):
        rounds.shorten(**self.common, version=version)


class StopMoveView(RoundTapView):
    """Earlier or later."""

    def act(self, version):
        direction = rounds.DOWN if "down" in self.request.POST else rounds.UP
        rounds.move(**self.common, stop=self.stop, direction=direction, version=version)


class StopRemoveView(RoundTapView):
    def act(self, version):
        rounds.remove(**self.common, stop=self.stop, version=version)

    @property
    def back_url(self) -> str:
        return self.round.get_absolute_url()


class StopSkipView(RoundMixin, ActionFormView):
    """Pass a door today, and say why."""

    permission_required = "round.edit"
    form_class = SkipForm

    def get_initial(self):
        return {"version": self.round.version}

    def texts(self):
        household = self.stop.household
        return {
            "heading": _("Pass this door today"),
            "submit": _("Pass it"),
            "done": _("Passed. It comes up again by its need."),
            "lead": f"{household.head_name or household.number} · "
            f"{household.address.text}",
            "back_url": self.round.get_absolute_url(),
            "back_label": _("Round"),
        }

    def act(self, form):
        return rounds.skip(
            tour=self.round,
            stop=self.stop,
            reason=form.reason,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class RoundAddView(RoundMixin, ActionFormView):
    """Look for a household and put it on the round."""

    permission_required = "round.edit"
    form_class = AddForm
    template_name = "households/round_add.html"

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "heading": _("Put a household on the round"),
            "submit": _("Put on"),
            "done": _("It is on the round."),
            "back_url": self.round.get_absolute_url(),
            "back_label": _("Round"),
        }

    def get_context_data(self, **kwargs):
        find = FindForm(self.request.GET)
        words = find.cleaned_data["q"] if find.is_valid() else ""
        return super().get_context_data(
            find=find, words=words, round=self.round, rows=self._found(words), **kwargs
        )

    def _found(self, words: str) -> list[Household]:
        """What fits, else what is due next in the round's area."""
        rows = Household.objects.visible_to(self.request.user).present().for_list()
        rows = rows.filter(area__path__startswith=self.round.area.path)
        known = self.round.stops.values("household")
        rows = rows.exclude(pk__in=known)
        rows = rows.matching(words) if words else rows.order_by_need()
        return list(rows[:FOUND])

    def act(self, form):
        data = form.cleaned_data
        return rounds.add(
            tour=self.round,
            households=[data["household"]],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
