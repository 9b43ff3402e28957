"""What an import leaves to an officer: moves and merges."""

from households.importing.plan import Plan
from households.importing.register import Known
from households.models import Household, MatchSuggestion, RegisterImport, Resident


def suggest(
    plan: Plan,
    homes: dict[str, Household],
    residents: list[Resident],
    *,
    register_import: RegisterImport | None,
) -> None:
    """Keep each suggestion of the plan, unless the same one stands open already."""
    made = {row.id_number_index: row for row in residents}
    rows = [_move(plan, homes, known, number) for known, number in plan.moves]
    rows += [_merge(made[entry.index], known) for entry, known in plan.merges]
    for row in rows:
        row.register_import = register_import
    MatchSuggestion.objects.bulk_create(rows, ignore_conflicts=True)


def _move(plan: Plan, homes: dict[str, Household], known: Known, number: str):
    home = homes.get(number)
    return MatchSuggestion(
        kind=MatchSuggestion.Kind.MOVE,
        area_id=known.area_id,
        resident_id=known.id,
        household_id=home.pk if home else plan.register.homes[number].id,
        reasons=["other_household_in_workbook"],
    )


def _merge(resident: Resident, known: Known) -> MatchSuggestion:
    return MatchSuggestion(
        kind=MatchSuggestion.Kind.MERGE,
        area_id=resident.area_id,
        resident=resident,
        other_id=known.id,
        reasons=["same_id_number" if known.left_on else "same_name_and_birth"],
    )
