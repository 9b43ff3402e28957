"""Thanks to volunteers, the roll of honour, and how merit points are counted."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.views.ledger import StepView, tap
from patrols import hours
from patrols.actions import thanks as actions
from patrols.forms.thanks import MeritForm, ThanksForm
from patrols.models import MeritRule, Thanks, Volunteer
from station import working_days
from station.models import Area
from station.places import areas_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

SHOWN = 200
KEEPERS = (Area.Kind.COUNTY, Area.Kind.STATION)


class ThanksSayView(StepView):
    """A few words for what somebody did."""

    permission_required = "thanks.create"
    model = Volunteer
    form_class = ThanksForm
    error_fields = {"no_text": "text", "no_consent": "is_public"}
    is_versioned = False
    heading = property(lambda self: _("Say thanks"))
    submit = property(lambda self: _("Say it"))
    done = property(lambda self: _("They read it on their own page."))

    def form_extra(self):
        return {"volunteer": self.record}

    def act(self, form):
        actions.say(volunteer=self.record, **self.form_data(form), **self.common)
        return self.record


class ThanksOffView(PolicyMixin, View):
    """One tap: said to the wrong person."""

    permission_required = "thanks.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Thanks.objects.visible_to(request.user, "edit")
        row = get_object_or_404(rows.select_related("volunteer"), pk=pk)
        return tap(
            request,
            lambda: actions.take_back(thanks=row, by=request.user, at=timezone.now()),
            row.get_absolute_url(),
            _("Taken back."),
        )


class HonourRollView(PolicyMixin, TemplateView):
    """Who served this year, to be hung up: only those who agreed are named."""

    permission_required = "thanks.create"
    template_name = "patrols/honour_roll.html"

    def get_context_data(self, **kwargs):
        today = working_days.local_date(timezone.now())
        start = today.replace(month=1, day=1)
        seen = Volunteer.objects.visible_to(self.request.user).serving()
        names = dict(seen.values_list("pk", "name"))
        served = hours.minutes_of(names, from_on=start, until_on=today)
        agreed = set(seen.filter(may_be_published=True).values_list("pk", flat=True))
        order = sorted(served, key=lambda pk: (-served[pk], pk))
        shown = [
            (names[pk], hours.in_hours(served[pk])) for pk in order if pk in agreed
        ]
        return super().get_context_data(
            rows=shown[:SHOWN],
            unnamed=sum(1 for pk in served if pk not in agreed),
            total=hours.in_hours(sum(served.values())),
            year=today.year,
            words=self._words(start),
            station=self._station(),
            today=today,
            **kwargs,
        )

    def _words(self, start) -> list[Thanks]:
        """What was said of them and may be hung up."""
        rows = Thanks.objects.visible_to(self.request.user).public()
        rows = rows.filter(said_at__gte=working_days.at_clock(start, hours.MIDNIGHT))
        rows = rows.select_related("volunteer").defer(
            "volunteer__phone", "volunteer__vetting_note", "volunteer__guardian_phone"
        )
        return list(rows[:SHOWN])

    def _station(self) -> str:
        posts = self.request.user.rights.posts
        return posts[0].area.name if posts else ""


class MeritRulesView(PolicyMixin, TemplateView):
    """Whether points are counted, and how: set by the chief, read by everybody."""

    permission_required = "merit_rule.view"
    template_name = "patrols/merit_rules.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        above = {post.area.path for post in user.rights.posts}
        areas = Area.objects.filter(kind__in=KEEPERS, is_active=True)
        near = [
            area
            for area in areas.order_by("path")
            if any(p.startswith(area.path) or area.path.startswith(p) for p in above)
        ]
        rules = {row.area_id: row for row in MeritRule.objects.filter(area__in=near)}
        editable = set(
            areas_of(user, "merit_rule.edit", KEEPERS).values_list("pk", flat=True)
        )
        rows = [(area, rules.get(area.pk), area.pk in editable) for area in near]
        return super().get_context_data(
            rows=[row for row in rows if row[1] or row[2]],
            **kwargs,
        )


class MeritRuleEditView(ActionFormView):
    """How points are counted in one area."""

    permission_required = "merit_rule.edit"
    form_class = MeritForm

    @cached_property
    def area(self) -> Area:
        rows = areas_of(self.request.user, self.permission_required, KEEPERS)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def rule(self) -> MeritRule | None:
        return MeritRule.objects.filter(area=self.area).first()

    def get(self, request, *args, **kwargs):
        self.area  # noqa: B018 — 404 before the form is shown
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return self.initial_of(self.rule) if self.rule else {"version": 0}

    def initial_of(self, current):
        names = ("is_on", "per_hour", "most_hours", "per_settled", "version")
        return {name: getattr(current, name) for name in names}

    def texts(self):
        return {
            "heading": _("Merit points · %(area)s") % {"area": self.area.name},
            "submit": _("Save"),
            "done": _("Saved."),
            "back_url": reverse("patrols:merit_rules"),
            "back_label": _("Merit points"),
        }

    def act(self, form):
        return actions.set_rule(
            area=self.area,
            merit=form.merit(),
            version=form.cleaned_data["version"] or None,
            by=self.request.user,
            at=timezone.now(),
        )
