"""The lists of contact cards and of boards, and what is done with many."""

from django import forms
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households import card_job
from households.actions import boards
from households.filters.boards import BoardListFilterSet
from households.filters.cards import ContactCardFilterSet
from households.models import Board, CardHandover, ContactCard, PaperKind
from households.papers.cards import MOST_SHEETS
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.lists import ListColumn, ListKind
from station.registry import registry


def _with_holders(rows):
    """Cards with the number of households that got one."""
    held = CardHandover.objects.filter(card=OuterRef("pk")).order_by()
    held = held.values("card").annotate(n=Count("household", distinct=True))
    counted = Subquery(held.values("n"), output_field=IntegerField())
    rows = rows.select_related("area", "issued_by").defer("token")
    return rows.annotate(held=Coalesce(counted, 0))


CARDS = ListKind(
    key="households.contactcard",
    label=_("Contact cards"),
    icon="id",
    model=ContactCard,
    permission="contact_card.view",
    url_name="households:card_register",
    filterset=ContactCardFilterSet,
    defaults={"status": "active"},
    prepare=_with_holders,
    orders={
        "number": ("number", "pk"),
        "-number": ("-number", "-pk"),
        "issued": ("issued_at", "pk"),
        "-issued": ("-issued_at", "-pk"),
    },
    columns=(
        ListColumn("area", _("Area"), lambda row: row.area.name, is_fixed=True),
        ListColumn("number", _("Card number"), lambda row: row.number, is_fixed=True),
        ListColumn("state", _("State"), lambda row: row.get_status_display()),
        ListColumn("held", _("Households with a card"), lambda row: row.held),
        ListColumn("issued", _("Issued"), lambda row: row.issued_at),
        ListColumn(
            "who", _("Issued by"), lambda row: row.issued_by.name, is_default=False
        ),
        ListColumn("ended", _("Ended"), lambda row: row.ended_at, is_default=False),
        ListColumn("why", _("Why it ended"), lambda row: row.end_reason, on_page=False),
    ),
    export_permission="contact_card.export",
    export_name="households:card_export",
    bulk_name="households:card_bulk",
    file_name="contact-cards",
)
BOARDS = ListKind(
    key="households.board",
    label=_("Boards"),
    icon="photo",
    model=Board,
    permission="board.view",
    url_name="households:board_list",
    filterset=BoardListFilterSet,
    defaults={"hanging": "true"},
    prepare=lambda rows: rows.for_list().defer("card__token"),
    orders={
        "checked": ("checked_on", "pk"),
        "-checked": ("-checked_on", "-pk"),
        "place": ("place", "pk"),
        "-place": ("-place", "-pk"),
    },
    columns=(
        ListColumn("place", _("Where it hangs"), lambda row: row.place, is_fixed=True),
        ListColumn("kind", _("Kind"), lambda row: row.get_kind_display()),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("card", _("Card"), lambda row: row.card.number),
        ListColumn(
            "put_up", _("Put up on"), lambda row: row.put_up_on, is_default=False
        ),
        ListColumn("checked", _("Last checked on"), lambda row: row.checked_on),
        ListColumn(
            "removed", _("Taken down on"), lambda row: row.removed_on, on_page=False
        ),
        ListColumn(
            "why",
            _("Why it was taken down"),
            lambda row: row.removal_reason,
            on_page=False,
        ),
    ),
    export_permission="board.export",
    export_name="households:board_export",
    bulk_name="households:board_bulk",
    file_name="boards",
)
registry.add_list(CARDS, BOARDS)


class PaperForm(BulkForm):
    """Which paper, and how many sheets of cards for each area."""

    kind = forms.ChoiceField(
        label=_("Paper"), choices=PaperKind, widget=forms.RadioSelect
    )
    sheets = forms.IntegerField(
        label=_("Sheets of ten cards"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=1,
        help_text=_("For cards only: so many for each area."),
    )


class TakeDownManyForm(BulkForm):
    reason = forms.CharField(label=_("Why"), max_length=200)
    on = forms.DateField(
        label=_("Taken down on"), widget=date_input(), initial=timezone.localdate
    )


def _check(row, *, data, by, at):
    boards.check(board=row, by=by, at=at)


def _renew(row, *, data, by, at):
    boards.renew(board=row, by=by, at=at)


def _take_down(row, *, data, by, at):
    boards.take_down(board=row, on=data["on"], reason=data["reason"], by=by, at=at)


registry.add_bulk(
    "households.contactcard",
    BulkAction(
        key="print",
        label=_("Print"),
        icon="printer",
        permission="contact_card.print",
        form_class=PaperForm,
        together=card_job.order,
        consequence=_("One PDF for each area, together in one file."),
    ),
)
registry.add_bulk(
    "households.board",
    BulkAction(
        key="check",
        label=_("It hangs and can be read"),
        icon="check",
        permission="board.edit",
        run=_check,
    ),
    BulkAction(
        key="renew",
        label=_("The new print hangs"),
        icon="refresh",
        permission="board.edit",
        run=_renew,
    ),
    BulkAction(
        key="take_down",
        label=_("Taken down"),
        icon="archive",
        permission="board.edit",
        form_class=TakeDownManyForm,
        run=_take_down,
        danger=True,
    ),
)
