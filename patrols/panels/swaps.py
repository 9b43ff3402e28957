"""What swaps and calendar feeds bring: the list, who is told, what is owed."""

from django.utils.translation import gettext_lazy as _

from patrols import shift_work
from patrols.lists.swaps import SWAPS
from patrols.notices import swaps as notices
from station.registry import registry

registry.add_list(SWAPS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("swap_approvals", shift_work.swaps_to_approve)
registry.add_event_labels(
    calendar_feed__made=_("Calendar address made"),
    calendar_feed__revoked=_("Calendar address ended"),
    swap__offered=_("Place offered"),
    swap__taken=_("Offered place taken, waits for the captain"),
    swap__done=_("Places swapped"),
    swap__refused=_("Swap refused"),
    swap__withdrawn=_("Offer taken back"),
)
