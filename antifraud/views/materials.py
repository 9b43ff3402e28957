"""Outreach material: the list, one material, what came in and went out."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.models import Material
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
)
from station import phrasing, policy

LATELY = 20


def to(name: str, *args) -> str:
    return reverse(f"antifraud:material_{name}", args=args)


class MaterialListView(LedgerView):
    """What there is to hand out, and what runs out."""

    permission_required = "material.view"
    list_key = "antifraud.material"
    empty_icon = "package"

    def buttons(self):
        found = [Button(_("In and out"), "arrows-exchange", to("moves"), "quiet")]
        if policy.can(self.request.user, "material.create"):
            url = to("create")
            found.append(Button(_("New material"), "plus", url, "primary"))
        return found

    def cell(self, column, row):
        found = super().cell(column, row)
        if column.key != "stock":
            return found
        text = f"{phrasing.number(row.stock)} {row.unit}"
        tone = "amber" if row.is_low else ""
        return type(found)(found.key, found.label, text, tone=tone)

    def note(self, row):
        return _("Little left: order more.") if row.is_low else ""

    def empty(self):
        return (
            _("No material yet"),
            _("Leaflets, stickers and posters stand here with their stock."),
        )


class MaterialMovesView(LedgerView):
    """Every move, newest first."""

    permission_required = "material.view"
    list_key = "antifraud.materialmove"
    empty_icon = "arrows-exchange"

    def cell(self, column, row):
        found = super().cell(column, row)
        if column.key != "quantity":
            return found
        return type(found)(found.key, found.label, f"{row.quantity:+d}")

    def empty(self):
        return (
            _("Nothing came in or went out"),
            _("What comes in, goes out or is counted stands here."),
        )


class MaterialView(RecordView):
    """One material: how many are left, and where they went."""

    permission_required = "material.view"
    model = Material

    def back(self):
        return to("list"), _("Outreach material")

    def lead(self):
        return self.record.get_kind_display()

    def badge(self):
        if not self.record.is_active:
            return _("No longer used"), "grey"
        return (_("Little left"), "amber") if self.record.is_low else ("", "")

    def buttons(self):
        row = self.record
        if not self.may("material.edit"):
            return []
        return [
            Button(_("Change"), "pencil", to("edit", row.pk), "quiet"),
            Button(
                pgettext("material", "Count"),
                "clipboard-check",
                to("count", row.pk),
                "quiet",
            ),
            Button(
                pgettext("material", "Take out"),
                "upload",
                to("take_out", row.pk),
                "quiet",
            ),
            Button(
                pgettext("material", "Take in"),
                "download",
                to("take_in", row.pk),
                "primary",
            ),
        ]

    def facts(self):
        row = self.record
        mark = phrasing.number(row.low_at) if row.low_at else ""
        return [
            (_("In stock"), f"{phrasing.number(row.stock)} {row.unit}"),
            (_("Tell at"), mark),
            (_("Area"), row.area.name),
            (_("Where it lies"), row.storage),
            (pgettext("material", "Kept by"), row.keeper.name),
            (_("Scam type"), str(row.scam_type or "")),
        ]

    def sections(self):
        rows = self.record.moves.for_list().order_by("-moved_at", "-pk")[:LATELY]
        items = [_move(row) for row in rows]
        url = f"{to('moves')}?material={self.record.pk}"
        more = [Button(_("All moves"), "list", url, "quiet")] if items else []
        text = _("Nothing came in or went out so far.")
        title = _("In and out")
        return [Section(title, "arrows-exchange", items, text, more)]

    def photos(self):
        return []


def _move(row) -> Item:
    what = row.event.title if row.event else row.reason
    left = pgettext("material", "%(n)s left") % {"n": phrasing.number(row.left)}
    notes = [what, left, row.moved_by.name]
    return Item(
        f"{row.quantity:+d} · {row.get_kind_display()}",
        " · ".join(note for note in notes if note),
        row.event.get_absolute_url() if row.event else "",
        at=row.moved_at,
    )
