"""How a checked workbook is shown: each fault, each change, in the reader's words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.importing import report, vocabulary
from households.importing.plan import HIDDEN
from households.models import (
    CareKind,
    ImportChange,
    ImportFinding,
    RegisterImport,
    Relation,
    ResidenceKind,
    Resident,
    Tenure,
)
from station import identity, phones
from station.models import Area

LOOKS = {
    "mended": ("green", "check"),
    "warned": ("amber", "alert-triangle"),
    "refused": ("red", "x"),
}
RESULTS = {
    "mended": gettext_lazy("Mended"),
    "warned": gettext_lazy("With a warning"),
    "refused": gettext_lazy("Refused"),
}
WORDS = {
    "relation": dict(Relation.choices),
    "residence_kind": dict(ResidenceKind.choices),
    "tenure": dict(Tenure.choices),
    "care_kinds": dict(CareKind.choices),
    "sex": dict(Resident.Sex.choices),
}
MASKS = {"id_number": identity.masked, "phone": phones.masked}
SECRET_PARAMS = ("new", "found", "expected", "digits", "digit")


@dataclass(frozen=True)
class FindingLine:
    """One fault as a row of the preview."""

    row: int
    sheet: str
    column: str
    value: str
    message: str
    result: str
    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class ChangeLine:
    """One person as a row of the preview."""

    row: int
    name: str
    place: str
    household: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


def finding_lines(rows: Iterable[ImportFinding], *, masked: bool) -> list[FindingLine]:
    """The faults; numbers masked for everybody but the person who sent them in."""
    return [_finding_line(row, masked=masked) for row in rows]


def _finding_line(row: ImportFinding, *, masked: bool) -> FindingLine:
    details = json.loads(row.details) if row.details else {}
    value, params = details.get("value", ""), details.get("params", {})
    mask = MASKS.get(vocabulary.field_of(row.column) or "") if masked else None
    if mask is not None:
        value = mask(value)
        params = params | {n: mask(params[n]) for n in SECRET_PARAMS if n in params}
    tone, icon = LOOKS[row.result]
    return FindingLine(
        row=row.row,
        sheet=details.get("sheet", ""),
        column=row.column,
        value=value,
        message=_message(row, details.get("says"), params),
        result=row.result,
        label=RESULTS[row.result],
        tone=tone,
        icon=icon,
    )


def _message(row: ImportFinding, says: str | None, params: dict) -> str:
    if says is None:
        return _("What it said was dropped after seven days.")
    return report.message(says, params)


def change_lines(rows: Iterable[ImportChange]) -> list[ChangeLine]:
    """Who is new or changes, field by field."""
    details = [(row.row, json.loads(row.details)) for row in rows if row.details]
    villages = dict(
        Area.objects.filter(
            pk__in={one["community"] for _row, one in details}
        ).values_list("pk", "short_name")
    )
    return [
        ChangeLine(
            row=row,
            name=one["name"],
            place=villages.get(one["community"], "") + one["place"],
            household=one["household"],
            fields=[_field_line(*changed) for changed in one["fields"]],
        )
        for row, one in details
    ]


def _field_line(name: str, before: str, after: str) -> tuple[str, str, str]:
    return _label_of(name), _worded(name, before), _worded(name, after)


def _label_of(name: str) -> str:
    if name == "address":
        return _("Address")
    if name == "tenure":
        return _("How it is used")
    return str(Resident._meta.get_field(name).verbose_name)


def _worded(name: str, value: str) -> str:
    words = WORDS.get(name)
    if words is None or value in {"", HIDDEN}:
        return value
    return "、".join(str(words.get(code, code)) for code in value.split("、"))


def notes_of(job: RegisterImport) -> list[str]:
    """What concerns the whole workbook."""
    return [_(note["says"]) % note["params"] for note in job.notes]
