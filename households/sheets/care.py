"""The list of cared-for people by workbook: known by their ID number."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from households.actions import care_plans
from households.models import CareCategory, CarePlan, Resident
from station import policy
from station.models import User
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetColumn,
    SheetContext,
    SheetKind,
)

SEPARATORS = re.compile(r"[、，,；;\s]+")
COLUMNS = (
    SheetColumn(
        "name",
        pgettext_lazy("person", "Name"),
        aliases=("姓名", "关爱对象", "name"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "id_number",
        gettext_lazy("ID number"),
        aliases=("身份证号", "公民身份号码", "身份证号码"),
        kind="id",
        required=True,
    ),
    SheetColumn(
        "kinds",
        gettext_lazy("Cared for as"),
        aliases=("关爱类别", "类别", "关爱对象类别"),
        required=True,
    ),
    SheetColumn(
        "cycle_days",
        gettext_lazy("Every … days"),
        aliases=("走访周期", "走访周期（天）"),
        kind="number",
    ),
    SheetColumn(
        "carer",
        gettext_lazy("Who cares"),
        aliases=("责任人", "包保民警", "警号"),
        longest=40,
        help=gettext_lazy("Name or badge number"),
    ),
    SheetColumn(
        "watch_for",
        gettext_lazy("What to watch for"),
        aliases=("注意事项", "备注"),
        longest=1000,
    ),
)


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """A new plan, a changed one, or as it is."""
    person = _person(values, context)
    if not care_plans.has_consent(person, on=context.today):
        raise RowRefused(
            _("Under 14: the guardian must agree first."), column="id_number"
        )
    plan = _plan(person)
    facts = _facts(values, context, plan)
    if plan is None:
        return RowPlan("new", person.name, key=values["id_number"])
    changes = tuple(_changes(plan, facts))
    state = "changed" if changes else "unchanged"
    return RowPlan(state, person.name, changes, values["id_number"])


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Look after somebody, or set the plan right."""
    found = check_row(values, context)
    if found.state == "unchanged":
        return found.state
    person = _person(values, context)
    plan = _plan(person)
    facts = _facts(values, context, plan)
    if plan is None:
        care_plans.create(resident=person, facts=facts, by=by, at=at)
    else:
        care_plans.edit(plan=plan, facts=facts, version=plan.version, by=by, at=at)
    return found.state


def _person(values: dict, context: SheetContext) -> Resident:
    """The resident behind the number, where the sender may plan care."""
    index = Resident.index_of_id_number(values["id_number"])
    rows = Resident.objects.visible_to(context.owner).present()
    person = rows.filter(id_number_index=index).select_related("area").first()
    if person is None or not policy.can(context.owner, "care_plan.create", person):
        raise RowRefused(_("Nobody of this number lives here."), column="id_number")
    if person.name != values["name"]:
        raise RowRefused(_("The name is another one than registered."), column="name")
    return person


def _plan(person: Resident) -> CarePlan | None:
    return CarePlan.objects.live().filter(resident=person).first()


def _facts(
    values: dict, context: SheetContext, plan: CarePlan | None
) -> care_plans.Facts:
    """What the workbook says, and where it says nothing what is known."""
    kinds = _kinds(values["kinds"], context)
    rows = CareCategory.objects.filter(code__in=kinds)
    usual = list(rows.values_list("cycle_days", "holidays"))
    days = min((days for days, _codes in usual), default=30)
    holidays = sorted({code for _days, codes in usual for code in codes})
    return care_plans.Facts(
        kinds=kinds,
        carer=_carer(values, context, plan),
        cycle_days=values.get("cycle_days") or (plan.cycle_days if plan else days),
        holidays=plan.holidays if plan else holidays,
        watch_for=values.get("watch_for") or (plan.watch_for if plan else ""),
        review_on=plan.review_on if plan else None,
    )


def _kinds(text: str, context: SheetContext) -> list[str]:
    if "kinds" not in context.memory:
        labels = CareCategory.objects.labels()
        words = {str(label): code for code, label in labels.items()}
        named = CareCategory.objects.values_list("name", "name_en", "code")
        for name, english, code in named:
            words |= {name: code, english: code}
        context.memory["kinds"] = {**{code: code for code in labels}, **words}
    known = context.memory["kinds"]
    found = [known.get(word) for word in SEPARATORS.split(text.strip()) if word]
    if not found or None in found:
        raise RowRefused(_("Choose from the list."), column="kinds")
    return sorted(set(found))


def _carer(values: dict, context: SheetContext, plan: CarePlan | None) -> User:
    said = values.get("carer")
    if not said:
        return plan.carer if plan else context.owner
    people = User.objects.visible_to(context.owner).filter(is_active=True)
    found = list(people.filter(badge_number=said)[:1]) or list(
        people.filter(name=said)[:2]
    )
    if len(found) != 1:
        raise RowRefused(_("Say who: the badge number is sure."), column="carer")
    return found[0]


def _changes(plan: CarePlan, facts: care_plans.Facts):
    words = CareCategory.objects.labels()
    comma = _(", ")
    if sorted(plan.kinds) != list(facts.kinds):
        shown = [
            comma.join(words[c] for c in codes) for codes in (plan.kinds, facts.kinds)
        ]
        yield (str(COLUMNS[2].header), *shown)
    if plan.cycle_days != facts.cycle_days:
        yield str(COLUMNS[3].header), str(plan.cycle_days), str(facts.cycle_days)
    if plan.carer_id != facts.carer.pk:
        yield str(COLUMNS[4].header), plan.carer.name, facts.carer.name
    if plan.watch_for != facts.watch_for:
        yield str(COLUMNS[5].header), "", _("changed")


registry.add_sheet(
    SheetKind(
        key="households.careplan",
        label=gettext_lazy("Cared-for people"),
        icon="heart-handshake",
        permission="care_plan.create",
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="households.careplan",
        url_name="households:care_list",
        hints=(
            gettext_lazy("A person is known by the ID number."),
            gettext_lazy("An empty cell leaves what is known."),
        ),
    )
)
