"""The columns of the police statistics of frauds, and how offices head them."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from antifraud.actions.case_facts import LONGEST_FACTS, LONGEST_NAME
from antifraud.workflow.cases import ContactWay, Outcome
from antifraud.workflow.people import Group
from station.models import Area
from station.places import areas_of
from station.sheet_kinds import SheetColumn

CREATE = "fraud_case.create"


def _places(owner) -> list[tuple[str, str]]:
    """From the station to the villages; a grid's name says not where it lies."""
    rows = areas_of(owner, CREATE).exclude(kind=Area.Kind.GRID)
    return [(str(area.pk), area.short_name) for area in rows]


COLUMNS = (
    SheetColumn(
        "source_number",
        gettext_lazy("Number in the statistics"),
        aliases=("案件编号", "案事件编号", "警情编号", "接警单编号", "编号"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "scam_type",
        gettext_lazy("Scam type"),
        aliases=("诈骗类型", "案件类别", "诈骗类别", "案别", "类型"),
        required=True,
        longest=60,
        help=gettext_lazy("As the list of scam types names it."),
    ),
    SheetColumn(
        "area",
        gettext_lazy("Village or community"),
        aliases=("所属村(社区)", "村(社区)", "村社区", "发案社区", "所属辖区", "辖区"),
        kind="choice",
        required=True,
        choices=_places,
    ),
    SheetColumn(
        "happened_at",
        pgettext_lazy("fraud case", "Happened"),
        aliases=("发案时间", "案发时间", "发生时间", "发案日期"),
        kind="moment",
        required=True,
    ),
    SheetColumn(
        "reported_at",
        pgettext_lazy("fraud case", "Reported"),
        aliases=("报案时间", "报警时间", "接警时间", "立案时间"),
        kind="moment",
    ),
    SheetColumn(
        "loss",
        gettext_lazy("Loss (yuan)"),
        aliases=("损失金额", "涉案金额", "被骗金额", "损失金额(元)", "涉案金额(元)"),
        help=gettext_lazy("Empty or 0 with no outcome: an attempt."),
    ),
    SheetColumn(
        "stopped",
        gettext_lazy("Stopped or returned (yuan)"),
        aliases=("止付金额", "止损金额", "返还金额", "挽损金额", "挽回损失"),
    ),
    SheetColumn(
        "outcome",
        gettext_lazy("Stopped or not"),
        aliases=("结果", "止损情况", "既遂未遂"),
        kind="choice",
        choices=Outcome.choices,
        help=gettext_lazy("Empty: as the sums say."),
    ),
    SheetColumn(
        "channel",
        gettext_lazy("Channel"),
        aliases=("涉诈渠道", "引流渠道", "引流方式", "接触方式"),
        kind="choice",
        choices=ContactWay.choices,
    ),
    SheetColumn(
        "group",
        gettext_lazy("Group of the victim"),
        aliases=("受害人群体", "被害人群体", "受害人身份", "职业身份"),
        kind="choice",
        choices=Group.choices,
    ),
    SheetColumn(
        "age",
        gettext_lazy("Age in years"),
        aliases=("受害人年龄", "被害人年龄", "年龄"),
        kind="number",
    ),
    SheetColumn(
        "place",
        gettext_lazy("Where exactly"),
        aliases=("发案地点", "发案地址", "案发地点"),
        longest=120,
    ),
    SheetColumn(
        "victim_name",
        pgettext_lazy("fraud case", "Victim"),
        aliases=("受害人", "被害人", "受害人姓名", "报案人"),
        longest=LONGEST_NAME,
    ),
    SheetColumn(
        "victim_phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "受害人电话", "电话", "手机号"),
        kind="phone",
    ),
    SheetColumn(
        "facts",
        gettext_lazy("What happened"),
        aliases=("简要案情", "案情", "基本情况"),
        longest=LONGEST_FACTS,
    ),
)
HEADS = {column.key: column.header for column in COLUMNS}
