"""What left with an export, in words, for whoever looks over the access record."""

from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from station import phrasing
from station.field_words import words_for
from station.lists import ListKind
from station.metrics import behind
from station.models import AccessRecord, Area
from station.registry import registry

FORMS = {"xlsx": "Excel", "csv": "CSV"}
NOT_SAID = {"as", "rows", "ordering", "request", "why"}


def list_of(row: AccessRecord) -> ListKind | None:
    """The list that left with this export, if it was one."""
    is_export = row.act == AccessRecord.Act.EXPORT
    return registry.lists.get(row.subject) if is_export else None


def area_names(rows) -> dict[str, str]:
    """The names of the areas that exports were narrowed to, in one query."""
    wanted = {
        dict(parse_qsl(row.reason)).get("area", "") for row in rows if list_of(row)
    }
    pks = {int(key) for key in wanted if key.isdigit() and len(key) < 19}
    areas: QuerySet = Area.objects.filter(pk__in=pks)
    return (
        {str(pk): name for pk, name in areas.values_list("pk", "name")} if pks else {}
    )


def export_words(kind: ListKind, row: AccessRecord, areas: dict[str, str]) -> dict:
    """The list, the columns, how many rows as what, and the filters."""
    said = parse_qsl(row.reason)
    labels = {column.key: str(column.label) for column in kind.columns}
    columns = [labels.get(key, "") for key in row.fields.split(",")]
    known = str(_(", ")).join(label for label in columns if label)
    return {
        "subject": str(kind.label),
        "fields": known or words_for(kind.model, row.fields),
        "reason": " · ".join(
            [*_size(dict(said)), *_asked(dict(said)), *_filters(kind, said, areas)]
        ),
    }


def filter_words(kind: ListKind, query: str) -> list[str]:
    """The filters of an address, as a person would say them."""
    said = parse_qsl(query)
    keys = {value for name, value in said if name == "area" and value.isdigit()}
    areas = Area.objects.filter(pk__in={int(key) for key in keys if len(key) < 19})
    names = {str(pk): name for pk, name in areas.values_list("pk", "name")}
    return _filters(kind, said, names)


def _asked(said: dict[str, str]) -> list[str]:
    """That a second person let it out, and what for."""
    if "request" not in said:
        return []
    number = _("whole numbers, request %(n)s") % {"n": said["request"]}
    return [number, said.get("why", "")]


def rows_text(rows: int) -> str:
    """How many rows."""
    return ngettext("%(n)s row", "%(n)s rows", rows) % {"n": phrasing.number(rows)}


def _size(said: dict[str, str]) -> list[str]:
    if not said.get("rows", "").isdigit():
        return []
    form = said.get("as", "")
    return [FORMS.get(form, form), rows_text(int(said["rows"]))]


def _filters(kind: ListKind, said, areas: dict[str, str]) -> list[str]:
    figure = behind.named(QueryDict(urlencode(said)))
    named = [figure.words] if figure else []
    return named + [
        _("%(label)s: %(value)s")
        % {"label": _label(kind, name), "value": _value(kind, name, value, areas)}
        for name, value in said
        if name not in NOT_SAID | behind.NAMES
    ]


def _label(kind: ListKind, name: str) -> str:
    found = kind.filterset.base_filters.get(name)
    label = found.extra.get("label") or found.label if found else None
    return str(label or name.replace("_", " "))


def _value(kind: ListKind, name: str, value: str, areas: dict[str, str]) -> str:
    if name == "area" and value in areas:
        return areas[value]
    found = kind.filterset.base_filters.get(name)
    choices = found.extra.get("choices", ()) if found else ()
    choices = getattr(choices, "choices", choices)  # an enumeration, which is callable
    choices = choices() if callable(choices) else choices
    words = {str(code): label for code, label in choices if not isinstance(label, list)}
    return str(words.get(value, value))
