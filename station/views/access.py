"""Who looked at whose data: for the chief of the station and the audit."""

from collections import defaultdict

import django_filters as filters
from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from station.export_words import area_names, export_words, list_of
from station.field_words import words_for
from station.filters import visible_people
from station.models import AccessRecord
from station.paging import paginate
from station.policy_words import RESOURCES, word
from station.views.policy import PolicyMixin


class AccessFilterSet(filters.FilterSet):
    """Looks by person, kind, purpose and day."""

    actor = filters.ModelChoiceFilter(
        label=_("Person"), queryset=visible_people, empty_label=_("All")
    )
    act = filters.ChoiceFilter(
        label=_("What"), choices=AccessRecord.Act, empty_label=_("All")
    )
    purpose = filters.ChoiceFilter(
        label=_("Purpose"), choices=AccessRecord.Purpose, empty_label=_("All")
    )
    from_on = filters.DateFilter(
        label=_("From"), field_name="happened_at", lookup_expr="date__gte"
    )
    until_on = filters.DateFilter(
        label=_("Until"), field_name="happened_at", lookup_expr="date__lte"
    )
    subject = filters.CharFilter(label=_("Record"), lookup_expr="exact")

    class Meta:
        model = AccessRecord
        fields = ["actor", "act", "purpose", "from_on", "until_on", "subject"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("from_on", "until_on"):
            self.form.fields[name].widget.input_type = "date"


class AccessRecordListView(PolicyMixin, ListView):
    """Every look at the personal data of one's station, newest first."""

    permission_required = "access_record.view"
    template_name = "station/access_list.html"

    def get_queryset(self):
        found = AccessRecord.objects.visible_to(self.request.user)
        self.filterset = AccessFilterSet(
            self.request.GET, queryset=found, request=self.request
        )
        return self.filterset.qs.select_related("actor")

    def get_context_data(self, **kwargs):
        page = paginate(
            self.object_list, request=self.request, order=("-happened_at", "-id")
        )
        names = names_of([row.subject for row in page.rows], user=self.request.user)
        areas = area_names(page.rows)
        return super().get_context_data(
            page=page,
            looks=[_look(row, names.get(row.subject), areas) for row in page.rows],
            filterset=self.filterset,
            **kwargs,
        )


def _look(row: AccessRecord, found, areas: dict[str, str]) -> dict:
    """One line: the fields in words, and what it was also where one may not see it."""
    if kind := list_of(row):
        return {"row": row, "found": None, **export_words(kind, row, areas)}
    label, _separator, key = row.subject.partition(":")
    model = _model_of(label)
    kind = str(model._meta.verbose_name) if model else word(RESOURCES, label)
    return {
        "row": row,
        "found": found,
        "fields": words_for(model, row.fields),
        "reason": row.reason,
        "subject": f"{kind} {key}" if model and key.isdigit() else kind,
    }


def names_of(subjects: list[str], *, user) -> dict[str, object]:
    """The records behind references that this person may see; one query a kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for subject in subjects:
        label, _separator, key = subject.partition(":")
        if key.isdigit():
            wanted[label].add(int(key))
    found = {}
    for label, keys in wanted.items():
        rows = _visible(label, user)
        if rows is not None:
            found |= {f"{label}:{row.pk}": row for row in rows.filter(pk__in=keys)}
    return found


def _model_of(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _visible(label: str, user) -> QuerySet | None:
    model = _model_of(label)
    if model is None:
        return None
    objects = model._default_manager
    return objects.visible_to(user) if hasattr(objects, "visible_to") else None
