"""Who and what is here, by kind; and who holds a card, which doors bear a plate."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.metrics.visits import HERE, HOUSEHOLDS, PRESENT
from households.models import (
    Address,
    DoorPlate,
    HouseholdStanding,
    ResidenceKind,
    Resident,
    Unit,
    UnitKind,
)
from households.workflow import CardStatus
from station.metrics.declared import Counted, Direction, Metric, Split, during, now

BY_RESIDENCE = Split(
    "residence", "residence_kind", _("Kind of residence"),
    lambda: dict(ResidenceKind.choices),
)  # fmt: skip
BY_UNIT = Split("kind", "kind", _("Kind"), lambda: dict(UnitKind.choices))

LIVES_HERE = Q(left_on__isnull=True, merged_into__isnull=True)
RESIDENTS = Counted(
    "residents.present", Resident, when=LIVES_HERE, splits=(BY_RESIDENCE,)
)
CARED_FOR = Counted(
    "residents.cared_for", Resident, when=LIVES_HERE & ~Q(care_kinds=[])
)
UNITS = Counted(
    "units.present", Unit, when=Q(closed_on__isnull=True), splits=(BY_UNIT,)
)
HELD = Counted(
    "households.with_card", HouseholdStanding,
    when=HERE & Q(card_handed_at__isnull=False), **HOUSEHOLDS,
)  # fmt: skip
HANDED = Counted(
    "households.handed", HouseholdStanding,
    when=HERE, at="card_handed_at", **HOUSEHOLDS,
)  # fmt: skip
DOORS = Counted("doors.all", Address)
PLATES = Counted(
    "doors.with_plate", DoorPlate,
    when=Q(status=CardStatus.ACTIVE, mounted_on__isnull=False),
)  # fmt: skip

METRICS = (
    Metric(
        key="residents.present",
        label=_("Residents"),
        definition=_(
            "People who live here by the register, without those who moved away."
        ),
        group="register",
        part=now(RESIDENTS),
        unit=pgettext_lazy("unit", "people"),
        tasks=frozenset({"population"}),
        order=10,
    ),
    Metric(
        key="residents.cared_for",
        label=pgettext_lazy("metric", "Cared for"),
        definition=_(
            "People who live here and for whom a reason of care is written down, such "
            "as elderly people living alone."
        ),
        group="register",
        part=now(CARED_FOR),
        unit=pgettext_lazy("unit", "people"),
        tasks=frozenset({"population", "manage"}),
        order=20,
    ),
    Metric(
        key="households.present",
        label=_("Households"),
        definition=_("Households in the register that have not moved away."),
        group="register",
        part=now(PRESENT),
        unit=pgettext_lazy("unit", "households"),
        tasks=frozenset({"population"}),
        order=30,
    ),
    Metric(
        key="units.present",
        label=_("Units"),
        definition=_("Shops, schools, companies and other units that are not closed."),
        group="register",
        part=now(UNITS),
        unit=pgettext_lazy("unit", "units"),
        order=40,
    ),
    Metric(
        key="households.card_coverage",
        label=_("Card coverage"),
        definition=_(
            "Of the households that live here, those that were handed a contact card "
            "that is still valid."
        ),
        group="register",
        part=now(HELD),
        whole=now(PRESENT),
        part_label=_("with a valid card"),
        whole_label=_("households present"),
        direction=Direction.MORE,
        board=frozenset({"wall", "places"}),
        tasks=frozenset({"population", "serve"}),
        order=50,
    ),
    Metric(
        key="households.handed",
        label=_("Cards handed over"),
        definition=_(
            "Households that live here and were last handed a card on these days; a "
            "card that has ended since does not count."
        ),
        group="register",
        part=during(HANDED),
        unit=pgettext_lazy("unit", "households"),
        direction=Direction.MORE,
        order=60,
    ),
    Metric(
        key="doors.with_plate",
        label=_("Door plates up"),
        definition=_("Of all doors here, those whose valid QR plate is put up."),
        group="register",
        part=now(PLATES),
        whole=now(DOORS),
        part_label=_("with a plate"),
        whole_label=_("doors"),
        direction=Direction.MORE,
        tasks=frozenset({"manage"}),
        order=70,
    ),
)
