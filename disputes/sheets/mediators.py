"""The register of mediators by workbook: known by their name and where they serve."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.actions import mediators as actions
from disputes.models import DisputeField, Mediator
from disputes.sheets.mediator_columns import COLUMNS, CREATE, HEADS
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background
from households.models import Household, Resident
from station import names, policy
from station.models import Area
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetContext,
    SheetKind,
)

SEPARATORS = re.compile(r"[、，,；;/\s]+")
WORDS = {
    "type": dict(MediatorType.choices),
    "background": dict(Background.choices),
}
SHOWN = (
    "type", "from_on", "until_on", "background", "fields", "skills", "dialects",
    "is_full_time", "is_volunteer", "phone", "occupation",
)  # fmt: skip


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """Somebody new, set right, or as it is; an empty cell leaves what is known."""
    known = _known(values, context)
    facts = _facts(known, values, context)
    if facts.until_on is not None and facts.until_on < facts.from_on:
        raise RowRefused(_("It cannot end before it begins."), column="until_on")
    key = f"{values['area']}/{facts.name}"
    if known is None:
        return RowPlan("new", facts.name, key=key)
    changes = tuple(_changes(known, facts))
    return RowPlan("changed" if changes else "unchanged", known.name, changes, key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Take a mediator on, or set the register right."""
    plan = check_row(values, context)
    if plan.state == "unchanged":
        return plan.state
    known = _known(values, context)
    facts = _facts(known, values, context)
    if known is None:
        actions.create(facts=facts, by=by, at=at)
    else:
        actions.edit(mediator=known, facts=facts, version=known.version, by=by, at=at)
    return plan.state


def _known(values: dict, context: SheetContext) -> Mediator | None:
    """The mediator of this name who serves there."""
    rows = Mediator.objects.visible_to(context.owner, "edit")
    rows = rows.filter(area_id=values["area"], name=names.normalise(values["name"]))
    found = list(rows.select_related("area", "resident", "user")[:2])
    if len(found) > 1:
        raise RowRefused(
            _("Two of this name serve there: set them right on their pages."),
            column="name",
        )
    return found[0] if found else None


def _facts(
    known: Mediator | None, values: dict, context: SheetContext
) -> actions.Facts:
    """What the workbook says, and where it says nothing what is known."""
    area = _area(values, context)
    plain = ("background", "skills", "occupation", "phone", "until_on")
    found = {name: values[name] for name in plain if values[name] not in (None, "")}
    for name in ("is_full_time", "is_volunteer"):
        if values[name]:
            found[name] = values[name] == "yes"
    if values["fields"]:
        found["fields"] = _fields(values["fields"], context)
    if values["dialects"]:
        said = SEPARATORS.split(values["dialects"].strip())
        found["dialects"] = tuple(word[:20] for word in said if word)
    if values["household_number"]:
        found["resident"] = _resident(values, context)
    return actions.Facts(
        **{
            **_as_it_is(known, from_on=values["from_on"]),
            **found,
            "name": names.normalise(values["name"]),
            "area": area,
            "type": values["type"],
            "from_on": values["from_on"],
        }
    )


def _as_it_is(known: Mediator | None, *, from_on) -> dict:
    """What is known; a term that was over before this one does not end it."""
    if known is None:
        return {}
    plain = (
        "background", "skills", "occupation", "phone", "is_full_time",
        "is_volunteer", "resident", "user",
    )  # fmt: skip
    is_over = known.until_on is not None and known.until_on < from_on
    return {
        "until_on": None if is_over else known.until_on,
        **{name: getattr(known, name) for name in plain},
        "fields": tuple(known.fields),
        "dialects": tuple(known.dialects),
        "areas": tuple(known.areas.all()),
    }


def _area(values: dict, context: SheetContext) -> Area:
    """One of the places of the list, where the sender may take somebody on."""
    places = context.memory.setdefault("areas", {})
    if values["area"] not in places:
        places[values["area"]] = Area.objects.get(pk=values["area"])
    area = places[values["area"]]
    if not policy.can(context.owner, CREATE, Mediator(area=area)):
        raise RowRefused(_("You take nobody on there."), column="area")
    return area


def _fields(text: str, context: SheetContext) -> tuple[str, ...]:
    """Codes of the kinds of quarrels, by their words in either language."""
    if "fields" not in context.memory:
        labels = DisputeField.objects.labels()
        words = {str(label): code for code, label in labels.items()}
        named = DisputeField.objects.values_list("title_zh", "title_en", "code")
        for chinese, english, code in named:
            words |= {chinese: code, english: code}
        words |= {word.removesuffix("纠纷"): code for word, code in words.items()}
        context.memory["fields"] = {**{code: code for code in labels}, **words}
    known = context.memory["fields"]
    said = [word for word in SEPARATORS.split(text.strip()) if word]
    strange = [word for word in said if word not in known]
    if strange:
        raise RowRefused(_("No such kind of quarrel: %s") % strange[0], column="fields")
    return tuple(sorted({known[word] for word in said}))


def _resident(values: dict, context: SheetContext) -> Resident:
    """Who they are in the register, within what the sender may see."""
    number = values["household_number"]
    homes = Household.objects.visible_to(context.owner).filter(number=number)
    home = homes.first()
    if home is None:
        raise RowRefused(
            _("No household of this number in your area."), column="household_number"
        )
    people = home.residents.present().filter(name=names.normalise(values["name"]))
    person = people.first()
    if person is None:
        raise RowRefused(
            _("Nobody of this name lives in that household."),
            column="household_number",
        )
    return person


def _changes(known: Mediator, facts: actions.Facts):
    for name in SHOWN:
        before, after = getattr(known, name), getattr(facts, name)
        if name in {"fields", "dialects"}:
            before, after = sorted(before), sorted(after)
        if before == after:
            continue
        if name == "phone":
            yield str(HEADS[name]), "", _("changed")
        else:
            yield str(HEADS[name]), _told(name, before), _told(name, after)
    if known.resident_id != getattr(facts.resident, "pk", None):
        yield str(HEADS["household_number"]), "", _("changed")


def _told(name: str, value) -> str:
    """A value as the preview shows it."""
    if name == "fields":
        labels = DisputeField.objects.labels()
        return "、".join(str(labels.get(code, code)) for code in value)
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(WORDS.get(name, {}).get(value, "" if value is None else value))


registry.add_sheet(
    SheetKind(
        key="disputes.mediator",
        label=gettext_lazy("Mediators"),
        icon="users-group",
        permission=CREATE,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="disputes.mediator",
        url_name="disputes:mediator_list",
        hints=(
            gettext_lazy("A mediator is known by the name and where they serve."),
            gettext_lazy("An empty cell leaves what is known."),
            gettext_lazy("With another term of office they are taken on anew."),
        ),
        takes_text=True,
    )
)
