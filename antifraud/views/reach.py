"""How many were told of fraud, what happened before and after, and who never was."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from antifraud.forms.reach import ReachForm, WhomForm
from antifraud.reach import asking, effect, figures, untold
from antifraud.reach.ways import Way
from antifraud.reach_sheet import reach_sheet
from antifraud.views.reach_tabs import tabs
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.paging import count_text, paginate
from station.sheets import download
from station.views.policy import PolicyMixin

WEEKS = (1, 4, 12, 26)
USUAL_WEEKS = 4


class ReachMixin(PolicyMixin):
    """The question that was asked, for the page and for its workbook."""

    days = (None, None)  # the last year

    @cached_property
    def form(self) -> ReachForm:
        today = timezone.localdate()
        return ReachForm(
            self.request.GET, user=self.request.user, today=today, days=self.days
        )

    @cached_property
    def asked(self):
        return self.form.asked()

    @cached_property
    def found(self) -> figures.Reach:
        return figures.reach(self.asked)

    @cached_property
    def types(self) -> list[effect.Line]:
        return effect.by_type(self.asked)

    def get_context_data(self, **kwargs):
        user = self.request.user
        query = self.request.GET.copy()
        query.update({"since": self.asked.since, "until": self.asked.until})
        return super().get_context_data(
            form=self.form,
            asked=self.asked,
            types=self.types,
            query=query.urlencode(),
            may_export=policy.can(user, "reach.export"),
            **kwargs,
        )


class ReachView(ReachMixin, TemplateView):
    """Each person once: by way, type, group and area."""

    permission_required = "reach.view"
    template_name = "antifraud/reach.html"

    def get_context_data(self, **kwargs):
        user, people = self.request.user, self.found.people
        ways = [(way.label, people.ways[way]) for way in Way]
        return super().get_context_data(
            found=self.found,
            ways=[(label, n, _share(n, people.total)) for label, n in ways],
            tabs=tabs("reach", user),
            may_see_untold=policy.can(user, "briefing.view"),
            **kwargs,
        )


class EffectView(ReachMixin, TemplateView):
    """Told and then: cases of each type before, meanwhile and after."""

    permission_required = "reach.view"
    template_name = "antifraud/effect.html"

    @property
    def days(self):
        return asking.of_weeks(USUAL_WEEKS, today=timezone.localdate())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            spans=effect.spans(self.asked),
            victims=effect.victims(self.asked),
            cautions=effect.CAUTIONS,
            choices=[self._choice(weeks) for weeks in WEEKS],
            people=self.found.people,
            tabs=tabs("effect", self.request.user),
            **kwargs,
        )

    def _choice(self, weeks: int) -> tuple[str, str, bool]:
        """The same question for so many weeks."""
        since, until = asking.of_weeks(weeks, today=self.asked.today)
        query = self.request.GET.copy()
        query["since"], query["until"] = since.isoformat(), until.isoformat()
        label = ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
        is_current = (since, until) == (self.asked.since, self.asked.until)
        return label, f"?{query.urlencode()}", is_current


def _share(part: int, whole: int) -> int | None:
    return 100 * part // whole if whole else None


class ReachExportView(ReachMixin, View):
    """What the page shows, as a workbook."""

    permission_required = "reach.export"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.resident",
            fields="reach figures",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        spans = effect.spans(self.asked)
        body = reach_sheet(self.asked, self.found, self.types, spans)
        return download("reach", body)


class UntoldView(PolicyMixin, TemplateView):
    """Whom nobody ever spoke to about fraud, most at risk first."""

    permission_required = "briefing.view"
    template_name = "antifraud/untold.html"

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        form = WhomForm(self.request.GET, user=user)
        rows = untold.never_briefed(user, form.whom())
        ranked = untold.by_risk(rows, user, at=now).select_related("address", "area")
        page = paginate(ranked, request=self.request, order=("-risk", "pk"))
        why = untold.reasons(page.rows, user, at=now)
        query = self.request.GET.copy()
        query.pop("cursor", None)
        return super().get_context_data(
            form=form,
            page=page,
            homes=[(home, why[home.pk]) for home in page.rows],
            count_text=count_text(rows),
            tabs=tabs("untold", user),
            query=query.urlencode(),
            is_filtered=bool(query),
            may_brief=policy.can(user, "briefing.create"),
            may_plan=policy.can(user, "briefing_round.create"),
            heading=_("Never told of fraud"),
            **kwargs,
        )
