"""Boards: where they hang, and what was done with each."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import boards as actions
from households.card_truth import differences
from households.charge import charge_of
from households.filters.boards import BoardListFilterSet
from households.forms.boards import BoardForm, BoardStepForm, TakeDownForm
from households.models import Board
from households.workflow import CardStatus
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.paging import count_text, paginate
from station.sheets import download, workbook
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

ORDERS = {
    "place": ("place", "pk"),
    "-place": ("-place", "-pk"),
    "checked": ("checked_on", "pk"),
    "-checked": ("-checked_on", "-pk"),
}
MOST_EXPORTED = 20_000


class BoardRowsMixin:
    """The rows of the list, for the page and for its export."""

    @cached_property
    def filterset(self) -> BoardListFilterSet:
        params = self.request.GET.copy()
        params.setdefault("hanging", "true")
        return BoardListFilterSet(
            params,
            queryset=Board.objects.visible_to(self.request.user),
            request=self.request,
        )

    @cached_property
    def rows(self):
        if not self.filterset.is_valid():
            return Board.objects.none()
        return self.filterset.qs.for_list().defer("card__token")

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS.get(self.request.GET.get("ordering", ""), ORDERS["checked"])


class BoardListView(BoardRowsMixin, PolicyMixin, TemplateView):
    """Every board; the one nobody looked at longest comes first."""

    permission_required = "board.view"
    template_name = "households/board_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            filterset=self.filterset,
            page=paginate(self.rows, request=self.request, order=self.order),
            count_text=count_text(self.filterset.qs),
            is_filtered=bool(self.request.GET),
            may_create=policy.can(user, "board.create"),
            may_export=policy.can(user, "board.export"),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


class BoardExportView(BoardRowsMixin, PolicyMixin, View):
    """What the list shows, as a workbook."""

    permission_required = "board.export"

    def get(self, request, *args, **kwargs):
        rows = self.rows.visible_to(request.user, "export").order_by(*self.order)
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.board",
            fields="place",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        lines = map(self.line, rows[:MOST_EXPORTED])
        return download("boards", workbook(_("Boards"), self.head, lines))

    @property
    def head(self) -> list[str]:
        return [
            _("Kind"),
            _("Where it hangs"),
            _("Area"),
            _("Card"),
            _("Put up on"),
            _("Last checked on"),
            _("Taken down on"),
        ]

    @staticmethod
    def line(row: Board) -> list:
        return [
            row.get_kind_display(),
            row.place,
            row.area.name,
            row.card.number,
            row.put_up_on,
            row.checked_on,
            row.removed_on,
        ]


class BoardMixin(PolicyMixin):
    """One board within the scope for what the page does."""

    permission_required = "board.view"

    @cached_property
    def board(self) -> Board:
        action = self.permission_required.partition(".")[2]
        rows = Board.objects.visible_to(self.request.user, action)
        rows = rows.select_related(
            "area", "card", "shows", "put_up_by", "checked_by", "removed_by"
        )
        return get_object_or_404(rows.defer("card__token"), pk=self.kwargs["pk"])


class BoardDetailView(BoardMixin, TemplateView):
    """One board: where it hangs, whether it is true, and what was."""

    template_name = "households/board_detail.html"

    def get_context_data(self, **kwargs):
        board, user = self.board, self.request.user
        hangs = board.removed_on is None
        charge = charge_of(board.area, on=timezone.localdate())
        code_is_dead = board.card.status != CardStatus.ACTIVE
        wrong = differences(board.shows.said, charge.faces[:2]) if board.shows else []
        may_edit = hangs and policy.can(user, "board.edit", board)
        return super().get_context_data(
            board=board,
            hangs=hangs,
            code_is_dead=code_is_dead,
            wrong=wrong if hangs else [],
            may_edit=may_edit,
            may_renew=may_edit and (code_is_dead or bool(wrong) or not board.shows),
            timeline=timeline_of(board, user=user),
            **kwargs,
        )


class BoardCreateView(ActionFormView):
    """A board hangs now."""

    permission_required = "board.create"
    form_class = BoardForm
    error_fields = {
        "no_place": "place",
        "ahead": "on",
        "no_card": "area",
        actions.TWIN: "place",
    }

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"area": self.request.GET.get("area")}

    def texts(self):
        return {
            "heading": _("A board was put up"),
            "submit": _("Write down"),
            "done": _("Written down: the board hangs."),
            "back_url": reverse("households:board_list"),
            "back_label": _("Boards"),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.put_up(
            area=data["area"],
            kind=data["kind"],
            place=data["place"],
            on=data["on"],
            by=self.request.user,
            at=timezone.now(),
        )


class BoardStepView(BoardMixin, ActionFormView):
    """What is done with one board."""

    permission_required = "board.edit"
    form_class = BoardStepForm
    step = None

    def get_initial(self):
        return {"version": self.board.version}

    def texts(self):
        return {
            "lead": str(self.board),
            "back_url": self.board.get_absolute_url(),
            "back_label": self.board.place,
        }

    def act(self, form):
        facts = {
            name: form.cleaned_data[name] for name in form.fields if name != "once"
        }
        return type(self).step(
            board=self.board, by=self.request.user, at=timezone.now(), **facts
        )


class BoardCheckView(BoardStepView):
    step = actions.check

    def texts(self):
        return super().texts() | {
            "heading": _("The board was looked at"),
            "submit": _("It hangs and can be read"),
            "done": _("Written down: the board was looked at."),
        }


class BoardRenewView(BoardStepView):
    step = actions.renew

    def texts(self):
        return super().texts() | {
            "heading": _("The new print hangs"),
            "submit": _("It hangs"),
            "done": _("Written down: the new print hangs."),
        }


class BoardTakeDownView(BoardStepView):
    form_class = TakeDownForm
    error_fields = {"no_reason": "reason", "ahead": "on", "too_early": "on"}
    step = actions.take_down

    def texts(self):
        return super().texts() | {
            "heading": _("The board was taken down"),
            "submit": _("Taken down"),
            "done": _("Written down: the board is gone."),
            "danger": True,
        }
