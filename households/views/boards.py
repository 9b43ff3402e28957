"""Boards: where they hang, and what was done with each."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import boards as actions
from households.card_truth import differences
from households.charge import charge_of
from households.forms.boards import BoardForm, BoardStepForm, TakeDownForm
from households.models import Board
from households.workflow import CardStatus
from station import policy
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin


class BoardListView(ListPageView):
    """Every board; the one nobody looked at longest comes first."""

    permission_required = "board.view"
    list_key = "households.board"
    template_name = "households/board_list.html"

    def get_context_data(self, **kwargs):
        may_create = policy.can(self.request.user, "board.create")
        return super().get_context_data(may_create=may_create, **kwargs)


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
