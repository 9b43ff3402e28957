"""Fraud cases of the police statistics by workbook: known by their number there."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.actions import cases as actions
from antifraud.actions.case_facts import MOST_MONEY, CaseFacts
from antifraud.models import FraudCase, ScamType
from antifraud.sheets.case_columns import COLUMNS, CREATE, HEADS
from antifraud.workflow.cases import CaseSource, CaseStatus, ContactWay, Outcome
from antifraud.workflow.people import Group, band_of
from station import policy
from station.models import Area
from station.registry import registry
from station.sheet_kinds import RowPlan, RowRefused, SheetContext, SheetKind

OLDEST = 120
SHOWN = ("scam_type", "outcome", "loss", "stopped", "channel", "group", "happened_at")
# What lists add to the name of a type: 刷单返利类诈骗.
SUFFIX = re.compile(r"(类|诈骗|电信网络|案|型)+$")


def prepare(rows: Iterable[dict], context: SheetContext) -> None:
    """Types, places and the known cases of all rows in three queries."""
    numbers = {row.get("source_number", "") for row in rows}
    known = FraudCase.objects.filter(source_number__in=numbers - {""})
    context.memory["known"] = {
        case.source_number: case for case in known.select_related("area", "scam_type")
    }
    context.memory["types"] = _types()
    scope = policy.scope(context.owner, CREATE)
    areas = Area.objects.all()
    if not scope.everything:
        areas = areas.filter(pk__in=scope.area_ids)
    context.memory["areas"] = {str(area.pk): area for area in areas}


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """A new case, one set right, or one that stands there as it is."""
    known = _known(values, context)
    facts = _facts(known, values, context)
    area = _area(values, context)
    number = facts.source_number
    if known is None:
        return RowPlan("new", f"{number} {area.short_name}", key=number)
    if known.area_id != area.pk and not area.contains(known.area):
        raise RowRefused(
            _("This number is here already, of another place."), column="source_number"
        )
    changes = tuple(_changes(known, facts))
    state = "changed" if changes else "unchanged"
    return RowPlan(state, f"{number} {known.area.short_name}", changes, number)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Write it down, or set it right."""
    context.memory.get("known", {}).pop(values["source_number"], None)
    plan = check_row(values, context)
    known = _known(values, context)
    facts = _facts(known, values, context)
    if known is None:
        area = _area(values, context)
        actions.register(facts=facts, area=area, by=by, at=at)
    elif plan.state == "changed":
        actions.edit(case=known, facts=facts, version=known.version, by=by, at=at)
    return plan.state


def _known(values: dict, context: SheetContext) -> FraudCase | None:
    """The case of this number, in the sender's charge."""
    number = values["source_number"].strip()
    kept = context.memory.get("known", {})
    rows = FraudCase.objects.select_related("area", "scam_type")
    case = kept.get(number) or rows.filter(source_number=number).first()
    if case is None:
        return None
    if not policy.can(context.owner, "fraud_case.edit", case):
        raise RowRefused(
            _("This number is here already, of another place."), column="source_number"
        )
    if case.status == CaseStatus.VOID:
        raise RowRefused(_("This case is struck out."), column="source_number")
    return case


def _facts(known: FraudCase | None, values: dict, context: SheetContext) -> CaseFacts:
    """What the workbook says, and where it says nothing what is known."""
    loss = _money(values, "loss", known)
    stopped = _money(values, "stopped", known)
    outcome = values["outcome"] or _outcome(loss, stopped, known, values)
    if outcome == Outcome.STOPPED:
        stopped = loss
    _check_sums(outcome, loss, stopped)
    return CaseFacts(
        scam_type=_type(values, context),
        channel=values["channel"] or (known.channel if known else ContactWay.UNKNOWN),
        outcome=outcome,
        happened_at=values["happened_at"],
        reported_at=_reported(known, values),
        loss=loss,
        stopped=stopped,
        group=values["group"] or (known.group if known else Group.OTHER),
        age_band=_age_band(values, known),
        place=values["place"] or (known.place if known else ""),
        source=CaseSource.STATISTICS,
        source_number=values["source_number"].strip(),
        victim=known.victim if known else None,
        victim_name=values["victim_name"] or None,
        victim_phone=values["victim_phone"] or None,
        facts=values["facts"] or None,
    )


def _reported(known, values: dict):
    """Told when it happened, where the list does not say."""
    reported = values["reported_at"] or (known.reported_at if known else None)
    happened = values["happened_at"]
    if reported and reported < happened:
        raise RowRefused(
            _("It cannot have happened after it was reported."), column="happened_at"
        )
    return reported or happened


def _outcome(loss: Decimal, stopped: Decimal, known, values: dict) -> str:
    """As the sums say; nothing lost is an attempt."""
    if known and not values["loss"] and not values["stopped"]:
        return known.outcome
    if not loss:
        return Outcome.ATTEMPT
    if not stopped:
        return Outcome.LOST
    return Outcome.STOPPED if stopped >= loss else Outcome.PARTLY


def _check_sums(outcome: str, loss: Decimal, stopped: Decimal) -> None:
    fits = {
        Outcome.ATTEMPT: not loss and not stopped,
        Outcome.LOST: not stopped,
        Outcome.PARTLY: 0 < stopped < loss,
        Outcome.STOPPED: stopped == loss,
    }
    if not fits[Outcome(outcome)]:
        raise RowRefused(_("The sums do not fit the outcome."), column="outcome")


def _money(values: dict, key: str, known) -> Decimal:
    """12,800.50, 1.2万 or 3000元."""
    text = re.sub(r"[,，\s¥￥]|元$", "", values[key] or "")
    if not text:
        return getattr(known, key) if known else Decimal(0)
    factor = 10000 if text.endswith("万") else 1
    try:
        found = Decimal(text.removesuffix("万")) * factor
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= MOST_MONEY:
        raise RowRefused(_("This is no sum of money."), column=key)
    return found.quantize(Decimal("0.01"))


def _age_band(values: dict, known) -> str:
    age = values["age"]
    if age is None:
        return known.age_band if known else ""
    if age > OLDEST:
        raise RowRefused(_("This age cannot be."), column="age")
    return band_of(age)


def _types() -> dict[str, ScamType]:
    """Every name of a type, as lists write it."""
    found: dict[str, ScamType] = {}
    for row in ScamType.objects.order_by("-order"):
        for name in (row.code, row.name_en, row.name_zh):
            found[_bare(name)] = row
    return found


def _bare(name: str) -> str:
    return SUFFIX.sub("", re.sub(r"\s+", "", name)).lower()


def _type(values: dict, context: SheetContext) -> ScamType:
    types = context.memory.setdefault("types", None) or _types()
    context.memory["types"] = types
    found = types.get(_bare(values["scam_type"]))
    if found is None:
        raise RowRefused(_("No scam type of this name."), column="scam_type")
    return found


def _area(values: dict, context: SheetContext) -> Area:
    """One of the places of the list, where the sender writes cases down."""
    areas = context.memory.get("areas", {})
    area = areas.get(values["area"]) or Area.objects.get(pk=values["area"])
    if not policy.can(context.owner, CREATE, FraudCase(area=area)):
        raise RowRefused(_("You write no cases down there."), column="area")
    return area


def _changes(known: FraudCase, facts: CaseFacts):
    for name in SHOWN:
        before, after = getattr(known, name), getattr(facts, name)
        if before != after:
            yield str(HEADS[name]), _told(name, before), _told(name, after)


def _told(name: str, value) -> str:
    """A value as the preview shows it."""
    words = {"outcome": Outcome, "channel": ContactWay, "group": Group}
    if name in words:
        return str(words[name](value).label)
    return f"{value:%Y-%m-%d %H:%M}" if name == "happened_at" else str(value)


registry.add_sheet(
    SheetKind(
        key="antifraud.fraudcase",
        label=gettext_lazy("Fraud cases of the police statistics"),
        icon="alert-triangle",
        permission=CREATE,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        prepare=prepare,
        list_key="antifraud.fraudcase",
        url_name="antifraud:case_list",
        hints=(
            gettext_lazy("A case is known by its number in the statistics."),
            gettext_lazy("Names and numbers of victims are sealed on the way in."),
            gettext_lazy("An empty cell leaves what is known."),
        ),
        takes_text=True,
    )
)
