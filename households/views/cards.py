"""Contact cards: where they are missing, one card, its printing and hand-over."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from households.actions import card_prints
from households.actions import cards as actions
from households.card_truth import with_old_face
from households.charge import charge_of
from households.coverage import rows_of
from households.forms.cards import EndForm, HandOverForm, IssueForm, without_card
from households.models import CardHandover, ContactCard, Household
from households.papers import cards as papers
from households.workflow import CardStatus
from station import pdf_answers, policy
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord, Area
from station.paging import paginate
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

LISTED = (Area.Kind.STATION, Area.Kind.COMMUNITY)


class CardListView(PolicyMixin, TemplateView):
    """Every area with its card and how many households hold it."""

    permission_required = "contact_card.view"
    template_name = "households/card_list.html"

    def get_context_data(self, **kwargs):
        scope = policy.scope(self.request.user, self.permission_required)
        areas = Area.objects.filter(pk__in=scope.area_ids, is_active=True)
        page = paginate(
            areas.filter(kind__in=LISTED), request=self.request, order=("path", "id")
        )
        rows = rows_of(page.rows, on=timezone.localdate())
        return super().get_context_data(
            page=page,
            rows=rows,
            missing=sum(bool(row.problems) for row in rows),
            households=sum(r.households for r in rows if r.area.kind != "station"),
            held=sum(r.held for r in rows if r.area.kind != "station"),
            may_issue=without_card(self.request.user).exists(),
            **kwargs,
        )


class CardRegisterView(ListPageView):
    """Every card by number, also those that ended."""

    permission_required = "contact_card.view"
    list_key = "households.contactcard"
    template_name = "households/card_register.html"

    def get_context_data(self, **kwargs):
        may_issue = without_card(self.request.user).exists()
        return super().get_context_data(may_issue=may_issue, **kwargs)


class CardMixin(PolicyMixin):
    """One card within the scope for what the page does."""

    permission_required = "contact_card.view"

    @cached_property
    def card(self) -> ContactCard:
        action = self.permission_required.partition(".")[2]
        visible = ContactCard.objects.visible_to(self.request.user, action)
        rows = visible.select_related("area", "issued_by", "ended_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class CardDetailView(CardMixin, DetailView):
    """The code, who answers behind it, and who got one."""

    template_name = "households/card_detail.html"
    context_object_name = "card"

    def get_object(self, queryset=None):
        return self.card

    def get_context_data(self, **kwargs):
        card, user, now = self.card, self.request.user, timezone.now()
        handovers = CardHandover.objects.visible_to(user).filter(card=card)
        page = paginate(
            handovers.select_related("household__address", "handed_by"),
            request=self.request,
            order=("-handed_at", "-id"),
            size=20,
        )
        if page.rows:
            record_access(
                by=user, act=AccessRecord.Act.VIEW, subject=card, at=now,
                fields="household, received_by",
            )  # fmt: skip
        is_valid = card.status == CardStatus.ACTIVE
        return super().get_context_data(
            is_valid=is_valid,
            row=rows_of([card.area], on=timezone.localdate(now))[0],
            address=papers.public_address(card) if is_valid else "",
            qr=mark_safe(papers.qr_svg(papers.public_address(card)))  # noqa: S308
            if is_valid
            else "",
            page=page,
            prints=card.prints.select_related("printed_by").order_by("-pk")[:6],
            boards=card.boards.hanging().order_by("pk")[:20],
            outdated=self._outdated() if is_valid else 0,
            may_print=is_valid and policy.can(user, "contact_card.print", card),
            may_end=is_valid and policy.can(user, "contact_card.revoke", card),
            timeline=timeline_of(card, user=user),
            **kwargs,
        )

    def _outdated(self) -> int:
        """Households that hold a print with somebody else's face."""
        charge = charge_of(self.card.area, on=timezone.localdate())
        return with_old_face(self.card, charge.faces[:2]).count()


class CardPaperView(CardMixin, View):
    """A sheet of cards or a board as PDF; the print is written down."""

    permission_required = "contact_card.print"
    http_method_names = ["get"]

    def get(self, request, pk, kind):
        if kind not in papers.KINDS or self.card.status != CardStatus.ACTIVE:
            raise Http404
        now = timezone.now()
        charge = charge_of(self.card.area, on=timezone.localdate(now))
        try:
            body = papers.render(self.card, charge, kind=kind, sheets=self._sheets())
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        card_prints.note(
            card=self.card,
            kind=kind,
            people=charge.faces[:2],
            sheets=self._sheets(),
            by=request.user,
            at=now,
        )
        record_access(
            by=request.user,
            act=AccessRecord.Act.PRINT,
            subject=self.card,
            at=now,
            fields=kind,
        )
        return pdf_answers.shown(body, f"{self.card.number}-{kind}.pdf")

    def _sheets(self) -> int:
        wanted = self.request.GET.get("sheets", "")
        known = wanted.isascii() and wanted.isdigit() and len(wanted) < 4
        return min(max(int(wanted), 1), papers.MOST_SHEETS) if known else 1


class CardIssueView(ActionFormView):
    """A code for an area that has none."""

    permission_required = "contact_card.create"
    form_class = IssueForm

    def texts(self):
        return {
            "heading": _("Issue a contact card"),
            "submit": _("Issue"),
            "done": _("The card was issued. Print it next."),
            "back_url": reverse("households:card_list"),
            "back_label": _("Contact cards"),
        }

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"area": self.request.GET.get("area")}

    def act(self, form):
        return actions.issue(
            area=form.cleaned_data["area"], by=self.request.user, at=timezone.now()
        )


class CardEndView(CardMixin, ActionFormView):
    """The end of a code, with its reason."""

    permission_required = "contact_card.revoke"
    form_class = EndForm

    def texts(self):
        return {
            "back_url": self.card.get_absolute_url(),
            "back_label": self.card.number,
            "danger": True,
        }


class CardReplaceView(CardEndView):
    def texts(self):
        return super().texts() | {
            "heading": _("Replace the card of %(area)s")
            % {"area": self.card.area.short_name},
            "lead": _("The old print says at once that it was replaced."),
            "submit": _("Replace"),
            "done": _("Replaced. Print the new card next."),
        }

    def act(self, form):
        return actions.replace(
            card=self.card,
            by=self.request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )


class CardRevokeView(CardEndView):
    def texts(self):
        return super().texts() | {
            "heading": _("Revoke the card of %(area)s")
            % {"area": self.card.area.short_name},
            "lead": _("Its code is dead at once; nothing takes its place."),
            "submit": _("Revoke"),
            "done": _("Revoked. The code no longer works."),
        }

    def act(self, form):
        return actions.revoke(
            card=self.card,
            by=self.request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )


def card_for(household: Household) -> ContactCard | None:
    """The valid card nearest to the household: of the grid, the village, the station."""
    areas = Area.objects.above(household.area)
    valid = ContactCard.objects.filter(status=CardStatus.ACTIVE, area__in=areas)
    return valid.select_related("area").order_by("-area__path").first()


class CardHandOverView(ActionFormView):
    """A household gets the card."""

    permission_required = "contact_card.hand_over"
    template_name = "households/card_hand_over.html"
    form_class = HandOverForm

    @cached_property
    def household(self) -> Household:
        scope = policy.scope(self.request.user, self.permission_required)
        rows = Household.objects.visible_to(self.request.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"], area_id__in=scope.area_ids)

    @cached_property
    def card(self) -> ContactCard | None:
        return card_for(self.household)

    def texts(self):
        return {
            "heading": _("Hand over a contact card"),
            "lead": str(self.household),
            "submit": _("Handed over"),
            "done": _("Written down: the household has the card."),
            "back_url": self.household.get_absolute_url(),
            "back_label": self.household.head_name or self.household.number,
        }

    def get_context_data(self, **kwargs):
        earlier = CardHandover.objects.filter(household=self.household)
        return super().get_context_data(
            card=self.card,
            household=self.household,
            earlier=earlier.select_related("handed_by", "card").order_by("-handed_at")[
                :5
            ],
            may_issue=policy.covers(
                self.request.user, "contact_card.create", self.household.area
            ),
            **kwargs,
        )

    def act(self, form):
        if self.card is None:
            raise RuleError(_("There is no card for this area yet. Issue one first."))
        actions.hand_over(
            card=self.card,
            household=self.household,
            by=self.request.user,
            at=timezone.now(),
            received_by=form.cleaned_data["received_by"],
        )
        return self.household
