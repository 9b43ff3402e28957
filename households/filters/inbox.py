"""The filters of messages as the inbox words them."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from households.filters.cards import MessageFilterSet
from households.models import MessageKind
from households.workflow_messages import MessageStatus
from station.filters import AreaFilter, visible_people


class InboxFilterSet(MessageFilterSet):
    """The same names as in the API, with a word for what is not chosen."""

    status = filters.ChoiceFilter(
        label=_("State"), choices=MessageStatus, empty_label=_("All")
    )
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=MessageKind, empty_label=_("All")
    )
    area = AreaFilter(label=_("Area"), empty_label=_("All"))
    assigned_to = filters.ModelChoiceFilter(
        label=_("In charge"), queryset=visible_people, empty_label=_("Everybody")
    )
    overdue = filters.ChoiceFilter(
        label=_("Time"),
        choices=[("true", _("Late"))],
        empty_label=_("All"),
        method="late_only",
    )

    def late_only(self, queryset, name, value):
        return self.late(queryset, name, True)
