"""What joint mediations, invitations and undertakings can be narrowed to."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import (
    Invitation,
    JointMediation,
    JointTemplate,
    ReceivedInvitation,
    Undertaking,
)
from disputes.workflow.joint import (
    Answer,
    JointKind,
    JointStatus,
    PartnerKind,
    UndertakingStatus,
)
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter
from station.forms.once import date_input

TO_NOTE = "to_note"
SILENT = "silent"
STATES = [
    *JointStatus.choices[:1],
    (SILENT, _("Answers are missing")),
    (TO_NOTE, _("To be noted")),
    *JointStatus.choices[1:],
]


class JointFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter(field_name="dispute__area")
    dispute = django_filters.NumberFilter(field_name="dispute_id")
    status = django_filters.ChoiceFilter(choices=JointStatus)
    kind = django_filters.ChoiceFilter(field_name="template__kind", choices=JointKind)

    class Meta:
        model = JointMediation
        fields = ["area", "dispute", "status", "kind"]


class JointListFilterSet(django_filters.FilterSet):
    """In the officer's order, and by words."""

    search = WordsFilter(label=_("Number, name or place"), method="find")
    area = PlaceFilter(permission="joint_mediation.view", field_name="dispute__area")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=STATES,
        method="narrow_to_state",
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        field_name="template__kind",
        choices=JointKind,
        empty_label=_("All"),
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="planned_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="planned_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )

    class Meta:
        model = JointMediation
        fields = ["search", "area", "state", "kind", "since", "until"]

    def narrow_to_state(self, queryset, _name, value):
        if value == SILENT:
            silent = Invitation.objects.unanswered().values("joint")
            return queryset.filter(pk__in=silent)
        if value == TO_NOTE:
            return queryset.planned().filter(planned_at__lt=timezone.now())
        return queryset.filter(status=value)

    def find(self, queryset, _name, value):
        """By the dispute's number or parties, the room, or who is in the chair."""
        return queryset.filter(
            Q(dispute__number__icontains=value)
            | Q(dispute__party_names__contains=value)
            | Q(place__contains=value)
            | Q(chair__name__contains=value)
        )


class JointTemplateFilterSet(django_filters.FilterSet):
    """Kinds by what they are, by the station that says them its way, by who is asked."""

    kind = django_filters.ChoiceFilter(choices=JointKind)
    area = AreaFilter(field_name="station")
    is_own = django_filters.BooleanFilter(
        field_name="station", lookup_expr="isnull", exclude=True
    )
    invites = django_filters.ChoiceFilter(choices=PartnerKind, method="asking")
    is_active = django_filters.BooleanFilter()

    class Meta:
        model = JointTemplate
        fields = ["kind", "area", "is_own", "invites", "is_active"]

    def asking(self, queryset, _name, value):
        return queryset.filter(invites__contains=[value])


class ReceivedInvitationFilterSet(django_filters.FilterSet):
    """One's own invitations: what waits for an answer, what is to come."""

    answer = django_filters.ChoiceFilter(choices=Answer)
    status = django_filters.ChoiceFilter(
        field_name="joint__status", choices=JointStatus
    )
    kind = django_filters.ChoiceFilter(
        field_name="joint__template__kind", choices=JointKind
    )
    since = django_filters.DateFilter(
        field_name="joint__planned_at", lookup_expr="date__gte"
    )
    until = django_filters.DateFilter(
        field_name="joint__planned_at", lookup_expr="date__lte"
    )

    class Meta:
        model = ReceivedInvitation
        fields = ["answer", "status", "kind", "since", "until"]


class InvitationFilterSet(django_filters.FilterSet):
    joint = django_filters.NumberFilter(field_name="joint_id")
    answer = django_filters.ChoiceFilter(choices=Answer)

    class Meta:
        model = Invitation
        fields = ["joint", "answer"]


class UndertakingFilterSet(django_filters.FilterSet):
    joint = django_filters.NumberFilter(field_name="joint_id")
    dispute = django_filters.NumberFilter(field_name="joint__dispute_id")
    status = django_filters.ChoiceFilter(choices=UndertakingStatus)

    class Meta:
        model = Undertaking
        fields = ["joint", "dispute", "status"]
