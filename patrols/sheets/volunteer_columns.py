"""The columns of the register of volunteers, and how offices head them."""

from django.utils.translation import gettext_lazy

from patrols.workflow.people import TeamRole, Trade
from station.models import Area
from station.places import areas_of
from station.sheet_kinds import SheetColumn

CREATE = "volunteer.create"


def _places(owner) -> list[tuple[str, str]]:
    """From the station to the villages; a grid's name says not where it lies."""
    rows = areas_of(owner, CREATE).exclude(kind=Area.Kind.GRID)
    return [(str(area.pk), area.short_name) for area in rows]


COLUMNS = (
    SheetColumn(
        "name",
        gettext_lazy("Full name"),
        aliases=("姓名", "义警姓名", "队员姓名", "name"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "电话", "手机号", "手机号码"),
        kind="phone",
        required=True,
    ),
    SheetColumn(
        "born_on",
        gettext_lazy("Born on"),
        aliases=("出生日期", "生日", "出生年月日"),
        kind="date",
        required=True,
    ),
    SheetColumn(
        "area",
        gettext_lazy("Area"),
        aliases=("所属辖区", "所属村", "村(社区)", "村社区", "村", "社区", "area"),
        kind="choice",
        required=True,
        choices=_places,
    ),
    SheetColumn(
        "trade",
        gettext_lazy("Trade"),
        aliases=("职业身份", "职业", "身份", "类别"),
        kind="choice",
        required=True,
        choices=Trade.choices,
    ),
    SheetColumn(
        "employer",
        gettext_lazy("Place of work"),
        aliases=("工作单位", "单位"),
        longest=80,
    ),
    SheetColumn(
        "skills",
        gettext_lazy("Skills"),
        aliases=("技能", "特长", "专长"),
        help=gettext_lazy("Several with a comma between."),
    ),
    SheetColumn(
        "team",
        gettext_lazy("Patrol team"),
        aliases=("义警队", "所属队伍", "队伍", "所在队"),
        longest=60,
        help=gettext_lazy("The name of a team that stands already."),
    ),
    SheetColumn(
        "role",
        gettext_lazy("Role in the team"),
        aliases=("队内职务", "职务", "角色"),
        kind="choice",
        choices=TeamRole.choices,
    ),
    SheetColumn(
        "insured_until",
        gettext_lazy("Insured until"),
        aliases=("保险到期", "保险截止", "保险到期日"),
        kind="date",
    ),
    SheetColumn(
        "insurer",
        gettext_lazy("Insurer"),
        aliases=("保险公司", "承保公司"),
        longest=60,
    ),
)
HEADS = {column.key: column.header for column in COLUMNS}
