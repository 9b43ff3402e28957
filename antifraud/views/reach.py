"""How many were told of fraud, what happened before and after, and who never was."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from antifraud.forms.reach import ReachForm, WhomForm
from antifraud.reach import effect, figures, untold
from antifraud.reach.ways import Way
from antifraud.reach_sheet import reach_sheet
from antifraud.views.reach_tabs import tabs
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.paging import count_text, paginate
from station.sheets import download
from station.views.policy import PolicyMixin


class ReachMixin(PolicyMixin):
    """The question that was asked, for the page and for its workbook."""

    @cached_property
    def form(self) -> ReachForm:
        today = timezone.localdate()
        return ReachForm(self.request.GET, user=self.request.user, today=today)

    @cached_property
    def asked(self):
        return self.form.asked()

    @cached_property
    def found(self) -> figures.Reach:
        return figures.reach(self.asked)

    @cached_property
    def types(self) -> list[effect.Line]:
        return effect.by_type(self.asked)


class ReachView(ReachMixin, TemplateView):
    """Each person once: by way, group, area and type, beside the cases."""

    permission_required = "reach.view"
    template_name = "antifraud/reach.html"

    def get_context_data(self, **kwargs):
        user, found = self.request.user, self.found
        by_way = [(way.label, found.people.ways[way], way) for way in Way]
        return super().get_context_data(
            form=self.form,
            asked=self.asked,
            found=found,
            ways=[(label, n, _share(n, found.people.total)) for label, n, _w in by_way],
            types=self.types,
            spans=effect.spans(self.asked),
            victims=effect.victims(self.asked),
            cautions=effect.CAUTIONS,
            tabs=tabs("reach", user),
            query=self.request.GET.urlencode(),
            may_export=policy.can(user, "reach.export"),
            may_see_untold=policy.can(user, "briefing.view"),
            **kwargs,
        )


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
