"""The venue in the workbook of units: which kind, how large, at what risk."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions.venues import Venue, in_words
from households.forms.venues import LARGEST
from households.models import Measure, Unit, VenueKind
from households.workflow.inspections import Risk
from station.sheet_kinds import RowRefused, SheetColumn, SheetContext

SIZES = {
    Measure.FLOOR_AREA: ("面积", "建筑面积", "经营面积"),
    Measure.SEATS: ("座位数", "餐位数", "座位"),
    Measure.BEDS: ("床位数", "床位"),
    Measure.BOARDERS: ("寄宿床位", "寄宿床位数"),
    Measure.PUPILS: ("学生数", "在校学生数", "学生人数"),
    Measure.HIGHEST_FLOOR: ("最高楼层", "所在最高楼层"),
    Measure.WORKERS: ("用工人数", "工人数"),
}


def _kinds(_owner) -> list[tuple[str, str]]:
    """The kinds of venues in use, as the list of the template."""
    rows = VenueKind.objects.active().order_by("order", "pk")
    return [(kind.code, str(kind)) for kind in rows]


COLUMNS = (
    SheetColumn(
        "venue_kind",
        gettext_lazy("Kind of venue"),
        aliases=("场所类型", "场所类别", "九小场所类型", "九小场所"),
        kind="choice",
        choices=_kinds,
    ),
    SheetColumn(
        "risk",
        gettext_lazy("Risk"),
        aliases=("风险等级", "风险"),
        kind="choice",
        choices=Risk.choices,
    ),
    SheetColumn(
        "risk_reason",
        gettext_lazy("Why this risk"),
        aliases=("风险原因", "定级理由"),
        help=gettext_lazy("Needed where the risk becomes another one."),
    ),
    *(
        SheetColumn(f"size_{code}", Measure(code).label, aliases=names, kind="number")
        for code, names in SIZES.items()
    ),
)
LABELS = {column.key: column.header for column in COLUMNS}


def venue_of(
    unit: Unit | None, values: dict, context: SheetContext
) -> tuple[Venue, bool]:
    """The venue as the row wants it, and whether that is another than it is."""
    unit = unit or Unit()
    kind = _kind(values.get("venue_kind"), context) or unit.venue_kind
    risk = values.get("risk") or unit.risk
    figures = {**unit.figures, **_figures(values)}
    is_other = (kind, risk, figures) != (unit.venue_kind, unit.risk, unit.figures)
    if is_other and kind is None:
        raise RowRefused(_("Say what kind of venue it is."), column="venue_kind")
    reason = (values.get("risk_reason") or "").strip()
    if risk != unit.risk and not reason:
        raise RowRefused(_("Say why the risk is another one."), column="risk_reason")
    return Venue(kind, risk, reason or unit.risk_reason, figures), is_other


def changes(unit: Unit, venue: Venue):
    """What becomes another: label, before, after."""
    if unit.venue_kind != venue.kind:
        yield str(LABELS["venue_kind"]), str(unit.venue_kind or ""), str(venue.kind)
    if unit.risk != venue.risk:
        yield (
            str(LABELS["risk"]),
            str(Risk(unit.risk).label),
            str(Risk(venue.risk).label),
        )
    if unit.figures != venue.figures:
        yield _("Size"), in_words(unit.figures), in_words(venue.figures)


def _kind(code: str | None, context: SheetContext) -> VenueKind | None:
    if not code:
        return None
    if "venue_kinds" not in context.memory:
        rows = VenueKind.objects.active()
        context.memory["venue_kinds"] = {kind.code: kind for kind in rows}
    return context.memory["venue_kinds"].get(code)


def _figures(values: dict) -> dict[str, int]:
    """The sizes the row names; an empty cell leaves what is known."""
    found = {}
    for code in SIZES:
        size = values.get(f"size_{code}")
        if size is None:
            continue
        if size > LARGEST:
            raise RowRefused(_("This is too large a number."), column=f"size_{code}")
        found[str(code)] = size
    return found
