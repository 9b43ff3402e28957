"""The register of volunteers by workbook: known by their name and phone.

Somebody new is vetted by being sent in: the officer who sends the list has vetted
them, and gives out accounts one by one later.
"""

import re

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols.actions import teams, volunteer_facts, volunteers
from patrols.models import Team, Volunteer
from patrols.sheets.volunteer_columns import COLUMNS, CREATE, HEADS
from patrols.workflow.people import Skill, TeamRole, Trade
from station import names, phones, policy
from station.models import Area
from station.registry import registry
from station.sheet_kinds import RowPlan, RowRefused, SheetContext, SheetKind

SEPARATORS = re.compile(r"[、，,；;/\s]+")
SHOWN = ("area", "born_on", "trade", "employer", "skills")
FIELD_OF = {
    "phone_invalid": "phone",
    "no_phone": "phone",
    "too_young": "born_on",
    "too_old": "born_on",
}


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """Somebody new, set right, or as it is; an empty cell leaves what is known."""
    known = _known(values, context)
    facts = _facts(known, values, context)
    _check_age(facts, context)
    team = _team(values, context)
    key = f"{facts.name}/{phones.normalise(facts.phone)}"
    if known is None:
        return RowPlan("new", facts.name, key=key)
    changes = [*_changes(known, facts), *_joins(known, team, values)]
    changes += _insures(known, values)
    state = "changed" if changes else "unchanged"
    return RowPlan(state, known.name, tuple(changes), key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Take somebody on, or set the register right."""
    plan = check_row(values, context)
    if plan.state == "unchanged":
        return plan.state
    known = _known(values, context)
    facts = _facts(known, values, context)
    step = {"by": by, "at": at}
    if known is None:
        known = _take_on(facts, step)
    elif any(True for _change in _changes(known, facts)):
        known = volunteers.edit(
            volunteer=known, facts=facts, version=known.version, **step
        )
    team = _team(values, context)
    if any(True for _change in _joins(known, team, values)):
        role = values["role"] or TeamRole.MEMBER
        teams.join(team=team, volunteer=known, role=role, **step)
    if any(True for _change in _insures(known, values)):
        from_on = min(context.today, values["insured_until"])
        until_on = values["insured_until"]
        volunteer_facts.insure(
            volunteer=known,
            insurer=values["insurer"] or _("as on the list"),
            from_on=from_on,
            until_on=until_on,
            **step,
        )
    return plan.state


def _take_on(facts: volunteers.Facts, step: dict) -> Volunteer:
    made = volunteers.apply(facts=facts, **step)
    vetting = volunteers.Vetting(with_account=False)
    taken, _none = volunteers.accept(
        volunteer=made, vetting=vetting, version=made.version, **step
    )
    return taken


def _known(values: dict, context: SheetContext) -> Volunteer | None:
    """Somebody of this name and phone who serves in the sender's charge."""
    rows = Volunteer.objects.visible_to(context.owner, "edit").serving()
    index = Volunteer.index_of_phone(phones.normalise(values["phone"]))
    rows = rows.filter(name=names.normalise(values["name"]), phone_index=index)
    return rows.select_related("area", "resident").first()


def _facts(
    known: Volunteer | None, values: dict, context: SheetContext
) -> volunteers.Facts:
    """What the workbook says, and where it says nothing what is known."""
    found = {}
    if known is not None:
        kept = ("employer", "motive", "hours_a_week", "resident")
        found = {name: getattr(known, name) for name in kept}
        found["skills"] = tuple(known.skills)
    if values["employer"]:
        found["employer"] = values["employer"]
    if values["skills"]:
        found["skills"] = _skills(values["skills"])
    return volunteers.Facts(
        **found,
        name=names.normalise(values["name"]),
        phone=values["phone"],
        born_on=values["born_on"],
        area=_area(values, context),
        trade=values["trade"],
    )


def _check_age(facts: volunteers.Facts, context: SheetContext) -> None:
    """Minors are entered one by one, with the guardian's consent."""
    trial = Volunteer(born_on=facts.born_on)
    if trial.is_minor_on(context.today):
        raise RowRefused(
            _("Somebody under eighteen needs the guardian's consent in writing."),
            column="born_on",
        )
    if trial.age_on(context.today) > volunteers.OLDEST:
        raise RowRefused(
            _("Is the date of birth right? Patrols end at %(n)d.")
            % {"n": volunteers.OLDEST},
            column="born_on",
        )


def _area(values: dict, context: SheetContext) -> Area:
    """One of the places of the list, where the sender may take somebody on."""
    places = context.memory.setdefault("areas", {})
    if values["area"] not in places:
        places[values["area"]] = Area.objects.get(pk=values["area"])
    area = places[values["area"]]
    if not policy.can(context.owner, CREATE, Volunteer(area=area)):
        raise RowRefused(_("You take no volunteers on there."), column="area")
    return area


def _team(values: dict, context: SheetContext) -> Team | None:
    """The team of this name in the sender's charge."""
    if not values["team"]:
        return None
    if "teams" not in context.memory:
        rows = Team.objects.visible_to(context.owner, "edit").standing()
        context.memory["teams"] = {row.name: row for row in rows}
    found = context.memory["teams"].get(names.normalise(values["team"]))
    if found is None:
        raise RowRefused(_("No team of this name in your charge."), column="team")
    return found


def _skills(text: str) -> tuple[str, ...]:
    """Codes of the skills, by their words in either language."""
    known = {code: code for code in Skill.values}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            known |= {str(label): code for code, label in Skill.choices}
    said = [word for word in SEPARATORS.split(text.strip()) if word]
    strange = [word for word in said if word not in known]
    if strange:
        raise RowRefused(_("No such skill: %s") % strange[0], column="skills")
    return tuple(sorted({known[word] for word in said}))


def _changes(known: Volunteer, facts: volunteers.Facts):
    for name in SHOWN:
        before, after = getattr(known, name), getattr(facts, name)
        if name == "skills":
            before, after = sorted(before), sorted(after)
        if before != after:
            yield str(HEADS[name]), _told(name, before), _told(name, after)


def _joins(known: Volunteer, team: Team | None, values: dict):
    """Whoever is in the team already stays what they are in it."""
    if team is None or known.memberships.current().filter(team=team).exists():
        return
    role = TeamRole(values["role"] or TeamRole.MEMBER).label
    yield str(HEADS["team"]), "", f"{team.name} · {role}"


def _insures(known: Volunteer, values: dict):
    """Only a later day than any that is known."""
    until = values["insured_until"]
    if not until or known.insurances.filter(until_on__gte=until).exists():
        return
    yield str(HEADS["insured_until"]), "", until.isoformat()


def _told(name: str, value) -> str:
    """A value as the preview shows it."""
    if name == "skills":
        return "、".join(str(Skill(code).label) for code in value)
    if name == "trade":
        return str(Trade(value).label)
    return str(value)


registry.add_sheet(
    SheetKind(
        key="patrols.volunteer",
        label=gettext_lazy("Volunteers"),
        icon="walk",
        permission=CREATE,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="patrols.volunteer",
        url_name="patrols:volunteer_list",
        hints=(
            gettext_lazy("A volunteer is known by the name and the phone."),
            gettext_lazy("Who is new is taken on as vetted by you, without account."),
            gettext_lazy("An empty cell leaves what is known."),
        ),
        takes_text=True,
    )
)
