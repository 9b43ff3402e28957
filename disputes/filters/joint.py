"""What joint mediations, invitations and undertakings can be narrowed to."""

import django_filters

from disputes.models import Invitation, JointMediation, Undertaking
from disputes.workflow.joint import Answer, JointStatus, UndertakingStatus


class JointFilterSet(django_filters.FilterSet):
    dispute = django_filters.NumberFilter(field_name="dispute_id")
    status = django_filters.ChoiceFilter(choices=JointStatus)

    class Meta:
        model = JointMediation
        fields = ["dispute", "status"]


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
