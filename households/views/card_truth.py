"""Cards that no longer say the truth, and who must get a new one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from households import card_truth
from households.charge import charge_of
from households.codes import nearest_card
from households.models import Household
from households.places import areas_in
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord, Area
from station.paging import count_text, paginate
from station.sheets import download, workbook
from station.views.policy import PolicyMixin

LISTED = (Area.Kind.STATION, Area.Kind.COMMUNITY, Area.Kind.GRID)
WHY = {
    "code": gettext_lazy("hold a card that was replaced"),
    "face": gettext_lazy("hold a card of an earlier officer"),
    "new": gettext_lazy("are new and have no card"),
}
MOST_EXPORTED = 20_000


class CardTruthView(PolicyMixin, TemplateView):
    """Area by area: what is no longer so, and the one step that helps."""

    permission_required = "contact_card.view"
    template_name = "households/card_truth.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        scope = policy.scope(user, self.permission_required)
        areas = Area.objects.filter(pk__in=scope.area_ids, is_active=True)
        page = paginate(
            areas.filter(kind__in=LISTED[:2]),
            request=self.request,
            order=("path", "id"),
            size=30,
        )
        found = card_truth.findings_of(page.rows, at=timezone.now())
        return super().get_context_data(
            page=page,
            rows=[(each, policy.can(user, each.permission)) for each in found],
            **kwargs,
        )


class OutdatedRowsMixin:
    """Households of an area that must get a new card, and why."""

    @cached_property
    def why(self) -> str:
        asked = self.request.GET.get("why", "")
        return asked if asked in WHY else "code"

    @cached_property
    def areas(self):
        return areas_in(self.request.user, "contact_card.view")

    @cached_property
    def area(self) -> Area | None:
        asked = self.request.GET.get("area", "")
        known = asked.isascii() and asked.isdigit() and len(asked) < 18
        if not known:
            return None
        scope = policy.scope(self.request.user, "contact_card.view")
        return Area.objects.filter(pk=int(asked), pk__in=scope.area_ids).first()

    @cached_property
    def rows(self):
        rows = self._outdated().visible_to(self.request.user).for_list()
        if self.area is not None:
            rows = rows.filter(area__path__startswith=self.area.path)
        return rows

    def _outdated(self):
        if self.why == "new":
            return card_truth.new_without_card(at=timezone.now())
        if self.why == "code":
            return card_truth.holding_old_codes().distinct()
        card = nearest_card(self.area) if self.area else None
        if card is None:
            return Household.objects.none()
        people = charge_of(card.area, on=timezone.localdate()).faces[:2]
        return card_truth.with_old_face(card, people)


class OutdatedView(OutdatedRowsMixin, PolicyMixin, TemplateView):
    """Whom to bring a new card, one button each."""

    permission_required = "contact_card.view"
    template_name = "households/card_outdated.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        page = paginate(self.rows, request=self.request, order=("area_id", "pk"))
        return super().get_context_data(
            page=page,
            count_text=count_text(self.rows),
            why=self.why,
            whys=WHY.items(),
            area=self.area,
            areas=self.areas,
            may_hand_over=policy.can(user, "contact_card.hand_over"),
            may_export=policy.can(user, "household.export"),
            export_url=f"{reverse('households:card_outdated_export')}?"
            + self.request.GET.urlencode(),
            **kwargs,
        )


class OutdatedExportView(OutdatedRowsMixin, PolicyMixin, View):
    """The same list to take along."""

    permission_required = "household.export"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.household",
            fields="number,head_name,address",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        head = [_("Household number"), _("Head of household"), _("Address"), _("Area")]
        rows = self.rows.visible_to(request.user, "export").order_by("area_id", "pk")
        lines = (
            [row.number, row.head_name, row.address.text, row.area.name]
            for row in rows[:MOST_EXPORTED]
        )
        return download("cards-to-renew", workbook(_("Cards to renew"), head, lines))
