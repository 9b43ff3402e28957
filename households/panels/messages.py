"""What messages and hand-overs to other offices bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households.lists import messages as message_lists  # noqa: F401
from households.notices import handed as handed_notices
from households.notices import messages as message_notices
from households.notices import referrals as referral_notices
from station.registry import NavItem, registry

registry.add_reminder_kinds(
    *message_notices.KINDS, *referral_notices.KINDS, *handed_notices.KINDS
)
registry.add_worklist("messages", message_notices.owed)
registry.add_worklist("referrals", referral_notices.owed)
registry.add_worklist("handed", handed_notices.owed)
registry.add_nav(
    NavItem(
        key="handed",
        label=_("Handed to our office"),
        icon="send",
        url_name="inbox:handed",
        permission="office_referral.view",
        order=30,
        on_phone=True,
    ),
    NavItem(
        key="inbox",
        label=_("Inbox"),
        icon="inbox",
        url_name="inbox:list",
        permission="inbox.view",
        order=30,
        on_phone=True,
        waiting=message_notices.waiting_for,
    ),
    NavItem(
        key="message_limits",
        label=_("Time limits and offices"),
        icon="clock",
        url_name="inbox_manage:limits",
        permission="message_limit.view",
        order=60,
        place="manage",
    ),
)
registry.add_event_labels(
    message__received=_("Message came in"),
    message__written_again=_("The sender wrote again"),
    message__judged=_("The sender judged the answer"),
    message__answered=_("Message answered"),
    message__noted=_("Note for colleagues"),
    message__assigned=_("Message handed over"),
    message__paused=_("The sender was asked; the clock stands"),
    message__resumed=_("The clock goes on"),
    message__referred=_("Handed to another office"),
    message__referral_answered=_("The other office answered"),
    message__referral_accepted=_("The other office took it on"),
    message__referral_returned=_("The other office sent it back"),
    message__referral_withdrawn=_("Taken back from the other office"),
    message__merged=_("Messages joined"),
    message__unmerged=_("Messages taken apart"),
    message__reopened=_("Taken up again"),
    message__closed=_("Message closed"),
    tip__answered=_("Tip answered"),
    tip__noted=_("Note for colleagues"),
    tip__assigned=_("Tip handed over"),
    tip__paused=_("The sender was asked; the clock stands"),
    tip__resumed=_("The clock goes on"),
    tip__referred=_("Handed to another office"),
    tip__referral_answered=_("The other office answered"),
    tip__referral_accepted=_("The other office took it on"),
    tip__referral_returned=_("The other office sent it back"),
    tip__referral_withdrawn=_("Taken back from the other office"),
    tip__merged=_("Tips joined"),
    tip__unmerged=_("Tips taken apart"),
    tip__reopened=_("Taken up again"),
    tip__closed=_("Tip closed"),
    office__added=_("Office added"),
    office__changed=_("Office changed"),
    message_limit__set=_("Time limit changed"),
    office_hours__set=_("Office hours changed"),
)
