"""Filters of clocks, tracks and sittings over REST."""

import django_filters as filters

from disputes.models import Clock, Mediation, TrackAssessment
from disputes.workflow.intake import Track
from disputes.workflow.law import ClockState
from disputes.workflow.mediation import MediationKind, MediationOutcome


class TrackFilterSet(filters.FilterSet):
    dispute = filters.NumberFilter()

    class Meta:
        model = TrackAssessment
        fields: list[str] = []


class ClockFilterSet(filters.FilterSet):
    dispute = filters.NumberFilter()
    state = filters.ChoiceFilter(choices=ClockState.choices)
    due_before = filters.DateFilter("due_on", "lt")

    class Meta:
        model = Clock
        fields: list[str] = []


class MediationFilterSet(filters.FilterSet):
    dispute = filters.NumberFilter()
    kind = filters.ChoiceFilter(choices=MediationKind.choices)
    track = filters.ChoiceFilter(choices=Track.choices)
    outcome = filters.ChoiceFilter(choices=MediationOutcome.choices)

    class Meta:
        model = Mediation
        fields: list[str] = []
