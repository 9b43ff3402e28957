"""Forms of the lists that authorities publish."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from antifraud.actions import scam_lists as actions
from antifraud.models import ScamList, ScamType
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models.legal import Mark

LINE = re.compile(r"(?:(\d{1,3})[\s.、．]+)?([^=＝]{1,80})(?:[=＝](.+))?")
APART = re.compile(r"[、,，]")


class ListFields(forms.Form):
    """What was published where, and how much of it was seen."""

    title_zh = forms.CharField(label=gettext_lazy("Chinese title"), max_length=80)
    title_en = forms.CharField(label=gettext_lazy("English title"), max_length=120)
    published_on = forms.DateField(
        label=pgettext_lazy("list", "Published"), widget=date_input()
    )
    is_day_known = forms.BooleanField(
        label=gettext_lazy("The day is known"),
        help_text=gettext_lazy("Else only the month is shown."),
        required=False,
        initial=True,
    )
    places = forms.CharField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy(
            "One a line: the place, then the words of the list. Where these are not the"
            " name of a type here, write = and its name; several are joined by commas."
            " Leave the place out where it is not known."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    is_whole = forms.BooleanField(
        label=gettext_lazy("The list was seen in full"), required=False
    )
    publisher = forms.CharField(label=gettext_lazy("Published by"), max_length=60)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)
    mark = forms.ChoiceField(
        label=gettext_lazy("Certainty"), choices=Mark.choices, initial=Mark.SECONDARY
    )
    note = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_places(self) -> tuple[actions.Place, ...]:
        """Each line a place; a type is named in either language."""
        types = list(ScamType.objects.in_order())
        known = {name: row for row in types for name in (row.name_zh, row.name_en)}
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines()]
        return tuple(
            place for line in lines if line for place in _places_of(line, known)
        )

    def facts(self) -> dict:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in actions.FIELDS}


def _places_of(line: str, known: dict) -> list[actions.Place]:
    found = LINE.fullmatch(line)
    rank, words, names = found.groups() if found else ("", line, None)
    words = words.strip()
    asked = [name.strip() for name in APART.split(names or words)]
    for name in asked:
        if name not in known:
            message = _("“%(line)s”: no type is called %(name)s.")
            raise forms.ValidationError(message % {"line": line, "name": name})
    return [
        actions.Place(known[name], words, int(rank) if rank else None) for name in asked
    ]


def lines_of(found: ScamList) -> str:
    """The places of a list as the form takes them."""
    said: dict = {}
    for entry in found.entries.select_related("scam_type"):
        said.setdefault((entry.rank, entry.words), []).append(entry.scam_type)
    lines = []
    for (rank, words), types in said.items():
        names = [row.name_zh for row in types]
        is_name = names == [words]
        line = words if is_name else f"{words} = {'、'.join(names)}"
        lines.append(f"{rank} {line}" if rank else line)
    return "\n".join(lines)


class ListForm(ListFields, OnceForm):
    """A list of another year."""

    code = forms.SlugField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=30,
        help_text=gettext_lazy("Small letters, for the API."),
    )


class ListEditForm(ListFields, VersionedForm):
    """A list set right."""
