"""The attendance of sessions by workbook: the number of the session and a name a row."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.actions import attendance as actions
from antifraud.actions.attendance import Person
from antifraud.models import Attendee, CourseSession
from antifraud.workflow.school import AgeGroup, SessionStatus, Way
from station import names, phones, policy
from station.errors import RuleError
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetColumn,
    SheetContext,
    SheetKind,
)

PERMISSION = "attendance.note"
COLUMNS = (
    SheetColumn(
        "session",
        gettext_lazy("Number of the session"),
        aliases=("班次编号", "课次编号", "活动编号", "编号"),
        required=True,
        longest=40,
    ),
    SheetColumn(
        "name",
        gettext_lazy("Full name"),
        aliases=("姓名", "学员姓名", "学员", "name"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "电话", "手机号", "手机号码"),
        kind="phone",
    ),
    SheetColumn(
        "age_group",
        gettext_lazy("Age"),
        aliases=("年龄段", "年龄"),
        kind="choice",
        choices=AgeGroup.choices,
        help=gettext_lazy("Empty: 18 or older."),
    ),
    SheetColumn(
        "guardian",
        gettext_lazy("Guardian"),
        aliases=("监护人", "监护人姓名"),
        longest=60,
        help=gettext_lazy("Of a child under 14: who agreed."),
    ),
)


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """Somebody who came: new on the list, ticked off it, or noted already."""
    session = _session(values, context)
    name = names.normalise(values["name"])
    if values["age_group"] == AgeGroup.CHILD and not values["guardian"]:
        raise RowRefused(
            _("A child under 14 is put down by name only when the guardian agreed."),
            column="guardian",
        )
    key = f"{session.number}/{name}/{_tail(values)}"
    known = _known(session, values)
    if known is None:
        return RowPlan("new", name, key=key)
    if known.is_there:
        return RowPlan("unchanged", name, key=key)
    before, after = known.get_seat_display(), _("Came")
    return RowPlan("changed", name, ((_("Attendance"), before, after),), key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Put the name on the list, or tick it off."""
    plan = check_row(values, context)
    session = _session(values, context)
    known = _known(session, values)
    if plan.state == "changed":
        actions.tick(attendee=known, by=by, at=at, way=Way.LIST)
    elif plan.state == "new":
        _add(session, values, by=by, at=at)
    return plan.state


def _add(session: CourseSession, values: dict, *, by, at) -> None:
    person = Person(
        name=values["name"],
        phone=values["phone"] or "",
        age_group=values["age_group"] or AgeGroup.ADULT,
        guardian_name=values["guardian"] or "",
    )
    try:
        actions.add(session=session, person=person, by=by, at=at, way=Way.LIST)
    except RuleError as error:
        raise RowRefused(str(error)) from error


def _session(values: dict, context: SheetContext) -> CourseSession:
    """The session of this number whose list the sender keeps."""
    known = context.memory.setdefault("sessions", {})
    number = values["session"].strip().upper()
    if number not in known:
        rows = CourseSession.objects.for_list()
        scope = policy.scope(context.owner, PERMISSION)
        rows = rows.filter(rows.scope_condition(scope, context.owner))
        known[number] = rows.filter(number=number).first()
    session = known[number]
    if session is None:
        raise RowRefused(
            _("No session of this number in your charge."), column="session"
        )
    if session.status == SessionStatus.CANCELLED:
        raise RowRefused(_("This session was cancelled."), column="session")
    return session


def _tail(values: dict) -> str:
    number = phones.normalise(values["phone"] or "")
    return phones.tail(number) if number else ""


def _known(session: CourseSession, values: dict) -> Attendee | None:
    """On the list by name, and by the last digits where they are told."""
    rows = session.attendees.filter(name=names.normalise(values["name"]))
    return rows.filter(phone_tail=_tail(values)).order_by("pk").first()


registry.add_sheet(
    SheetKind(
        key="antifraud.attendee",
        label=gettext_lazy("Attendance of the police school"),
        icon="users",
        permission=PERMISSION,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="antifraud.attendee",
        url_name="antifraud:attendee_list",
        hints=(
            gettext_lazy("Each row is somebody who came."),
            gettext_lazy("A person is known by the name and the last digits."),
        ),
        takes_text=True,
    )
)
