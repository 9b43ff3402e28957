"""Visits: recorded at the door, read, confirmed, edited, corrected."""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import visit_rules, visits
from households.forms.visits import (
    VisitForm,
)
from households.models import (
    FollowUp,
    Household,
    Purpose,
    Round,
    RoundStop,
    Visit,
)
from households.views.scope import card_for, household_or_404
from station import policy
from station.actions import attachments
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "visited_in_future": "visited_at",
    "late_without_reason": "reason",
    "no_reason": "reason",
    "next_too_early": "next_visit_on",
    "next_too_late": "next_visit_on",
    "no_place": "place",
    "nobody_named": "people_met",
    "not_of_household": "people_met",
    "past": "promise_on",
    "too_many_photos": "photos",
    "too_many_pixels": "photos",
    "too_large": "photos",
    "wrong_type": "photos",
    "broken": "photos",
    "storage_full": "photos",
}


class PhotoStoringView(ActionFormView):
    """Stores photos before the transaction, and takes them back if it fails."""

    stored: list = []
    is_kept = False

    def form_valid(self, form):
        files = form.cleaned_data["photos"]
        try:
            visit_rules.check_photos(len(files))
            self.stored = []
            for file in files:
                self.stored.append(attachments.store_picture(file.read()))
        except RuleError as error:
            attachments.discard(self.stored)
            return self.form_refused(form, error)
        response = super().form_valid(form)
        if not self.is_kept:
            attachments.discard(self.stored)
        return response


class VisitCreateView(PhotoStoringView):
    """The visit form of one household."""

    permission_required = "visit.create"
    form_class = VisitForm
    template_name = "households/visit_form.html"
    error_fields = FIELD_OF

    @cached_property
    def household(self) -> Household:
        household = household_or_404(
            self.request.user, self.kwargs["pk"], "visit.create"
        )
        if household.left_on is not None:
            raise Http404
        return household

    @cached_property
    def follow_ups(self) -> list[FollowUp]:
        """What is still promised here and this person may settle."""
        rows = FollowUp.objects.visible_to(self.request.user, "edit").open()
        return list(
            rows.filter(household=self.household, record_kind="").order_by("due_at")
        )

    def form_extra(self):
        return {
            "household": self.household,
            "follow_ups": self.follow_ups,
            "card": card_for(self.household.area, user=self.request.user),
        }

    def get_initial(self):
        """What is known before anybody types."""
        asked = self.request.GET
        wanted = {str(row.pk): row for row in self.follow_ups}.get(
            asked.get("follow_up", "")
        )
        if wanted is None and self.stop and "follow_up" in self.stop.reasons:
            wanted = next(iter(self.follow_ups), None)
        purpose = Purpose.FOLLOW_UP if wanted else asked.get("purpose", "")
        if not purpose and self.stop and "care" in self.stop.reasons:
            purpose = Purpose.CARE
        living = list(self.household.residents.present()[:2])
        return {
            "purpose": purpose if purpose in Purpose.values else Purpose.ROUTINE,
            "settles": wanted.pk if wanted else None,
            "people_met": living if len(living) == 1 else [],
        }

    def texts(self):
        return {
            "heading": _("Record a visit"),
            "submit": _("Record the visit"),
            "done": _("The visit is recorded."),
            "back_url": self.household.get_absolute_url(),
            "back_label": self.household.head_name or self.household.number,
            "draft": f"visit-{self.household.pk}",
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            household=self.household, next_days=_next_days(), **kwargs
        )

    def act(self, form):
        data = form.cleaned_data
        visit = visits.record(
            household=self.household,
            report=form.report(),
            reason=data["reason"],
            photos=self.stored,
            promise=form.promise(),
            card=form.card_left(),
            settles=data.get("settles"),
            by=self.request.user,
            at=timezone.now(),
        )
        self.is_kept = True
        return visit

    @cached_property
    def stop(self) -> RoundStop | None:
        """The door of a round from where one came."""
        asked = self.request.GET.get("stop", "")
        if not asked.isdigit() or len(asked) > 18:
            return None
        tours = Round.objects.visible_to(self.request.user)
        stops = self.household.stops.filter(round__in=tours, pk=asked)
        return stops.select_related("round").first()

    def next_url(self, made):
        """Back to the round, or to the household: what is owed next stands there."""
        if self.stop is not None:
            return f"{self.stop.round.get_absolute_url()}#stop-{self.stop.pk}"
        return made.household.get_absolute_url()


class VisitPickView(PolicyMixin, TemplateView):
    """Which household? By search, or among those of a scanned card's area."""

    permission_required = "visit.create"
    template_name = "households/visit_pick.html"
    http_method_names = ["get", "post", "head", "options"]

    def post(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        words = asked.get("q", "").replace("\x00", "").strip()[:60]
        found = self._found(words, asked.get("area", ""))
        if words and found:
            record_access(
                by=self.request.user,
                act=AccessRecord.Act.SEARCH,
                subject="search",
                at=timezone.now(),
                area=self.request.user.home_area,
            )
        return super().get_context_data(
            words=words,
            area=asked.get("area", ""),
            rows=found,
            title=_("Found") if words else _("Next by need"),
            may_add=policy.can(self.request.user, "household.create"),
            **kwargs,
        )

    def _found(self, words: str, area: str) -> list[Household]:
        """Those that fit, else those whose visit is due or longest ago."""
        user = self.request.user
        rows = Household.objects.visible_to(user, "view").present().for_list()
        if area.isdigit():
            rows = rows.in_area(int(area))
        rows = rows.matching(words) if words else rows.order_by_need()
        return list(rows[:20])


class VisitPageView(PolicyMixin):
    """A page about one visit in scope for the page's permission."""

    @cached_property
    def visit(self) -> Visit:
        action = self.permission_required.partition(".")[2]
        rows = Visit.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related(
                "household__address", "area", "visited_by", "confirmed_by"
            ),
            pk=self.kwargs["pk"],
        )


class VisitDetailView(VisitPageView, TemplateView):
    """What was said and done on one visit, and what followed."""

    permission_required = "visit.view"
    template_name = "households/visit_detail.html"

    def get_context_data(self, **kwargs):
        visit, user, now = self.visit, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=visit,
            fields="learned,asked_for",
            at=now,
        )
        may_edit = policy.can(user, "visit.edit", visit)
        may_confirm = policy.can(user, "visit.confirm", visit)
        is_open = visit.may_be_edited(at=now) and (visit.is_draft or may_confirm)
        return super().get_context_data(
            now=now,
            visit=visit,
            people=visit.people_met.order_by("pk"),
            advice=_labels(visit, "advice"),
            photos=attachments.attached_to(visit).visible_to(user),
            follow_ups=FollowUp.objects.visible_to(user).filter(visit=visit),
            corrections=self._corrections(),
            returned=visits.latest_return(visit) if visit.is_draft else None,
            may_edit=may_edit and is_open,
            may_correct=may_edit and may_confirm and not is_open,
            may_confirm=may_confirm and visit.is_draft,
            timeline=timeline_of(visit, user=user),
            **kwargs,
        )

    def _corrections(self):
        """What the visit said before, newest first, in words."""
        rows = self.visit.corrections.select_related("corrected_by")
        return [
            {"row": row, "facts": visits.said_before(row)}
            for row in rows.order_by("-corrected_at")
        ]


class VisitListView(ListPageView):
    """Visits, the newest first."""

    permission_required = "visit.view"
    list_key = "households.visit"
    template_name = "households/visit_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_create=policy.can(self.request.user, "visit.create"), **kwargs
        )


def _labels(visit: Visit, name: str) -> list[str]:
    """The chosen words of a list field."""
    choices = dict(Visit._meta.get_field(name).base_field.flatchoices)
    return [str(choices[value]) for value in getattr(visit, name) if value in choices]


def _next_days() -> list[tuple[str, date]]:
    """When officers mostly come again."""
    today = timezone.localdate()
    away = {
        7: _("In a week"),
        30: _("In a month"),
        90: _("In 3 months"),
        180: _("In half a year"),
    }
    return [(label, today + timedelta(days=days)) for days, label in away.items()]
