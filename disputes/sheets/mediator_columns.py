"""The columns of the register of mediators, and how offices head them."""

from django.utils.translation import gettext_lazy

from disputes.forms.mediators import areas_of
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background
from station.models import Area
from station.sheet_kinds import SheetColumn

CREATE = "mediator.create"
YES_NO = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]


def _places(owner) -> list[tuple[str, str]]:
    """From the station to the villages; a grid's name says not where it lies."""
    rows = areas_of(owner, CREATE).exclude(kind=Area.Kind.GRID)
    return [(str(area.pk), area.short_name) for area in rows]


COLUMNS = (
    SheetColumn(
        "name",
        gettext_lazy("Full name"),
        aliases=("姓名", "调解员姓名", "调解员", "name"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "type",
        gettext_lazy("Type"),
        aliases=("调解员类型", "类型", "类别", "type"),
        kind="choice",
        required=True,
        choices=MediatorType.choices,
    ),
    SheetColumn(
        "area",
        gettext_lazy("Serves in"),
        aliases=("服务辖区", "所属村", "村(社区)", "村社区", "村", "社区", "area"),
        kind="choice",
        required=True,
        choices=_places,
    ),
    SheetColumn(
        "from_on",
        gettext_lazy("Since"),
        aliases=("聘任日期", "任期起", "聘期起", "起聘日期"),
        kind="date",
        required=True,
    ),
    SheetColumn(
        "until_on",
        gettext_lazy("Term ends on"),
        aliases=("任期届满", "任期止", "聘期止", "到期日期"),
        kind="date",
    ),
    SheetColumn(
        "background",
        gettext_lazy("Background"),
        aliases=("身份背景", "身份", "来源"),
        kind="choice",
        choices=Background.choices,
    ),
    SheetColumn(
        "fields",
        gettext_lazy("Kinds of quarrels they know"),
        aliases=("擅长纠纷", "擅长纠纷类型", "擅长领域", "调解领域"),
        help=gettext_lazy("Several with a comma between."),
    ),
    SheetColumn(
        "skills", gettext_lazy("Skills"), aliases=("特长", "专长", "技能"), longest=200
    ),
    SheetColumn(
        "dialects",
        gettext_lazy("Languages and dialects"),
        aliases=("语言方言", "方言", "语言"),
        longest=120,
    ),
    SheetColumn(
        "is_full_time",
        gettext_lazy("Full-time"),
        aliases=("专职", "是否专职"),
        kind="choice",
        choices=YES_NO,
    ),
    SheetColumn(
        "is_volunteer",
        gettext_lazy("Volunteer"),
        aliases=("志愿者", "是否志愿者"),
        kind="choice",
        choices=YES_NO,
    ),
    SheetColumn(
        "phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "电话", "手机号"),
        kind="phone",
    ),
    SheetColumn(
        "occupation",
        gettext_lazy("Occupation"),
        aliases=("职业", "工作单位", "职务"),
        longest=60,
    ),
    SheetColumn(
        "household_number",
        gettext_lazy("Household number in the register"),
        aliases=("户号", "户编号", "户籍编号"),
        longest=30,
        help=gettext_lazy(
            "The register then tells who their family and neighbours are."
        ),
    ),
)
HEADS = {column.key: column.header for column in COLUMNS}
