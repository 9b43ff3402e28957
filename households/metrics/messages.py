"""What residents write: answered by its time, late, with another office; and tips.

A tip about an officer is in no figure: a number that changes would tell of it.
"""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Message, Referral
from households.workflow.messages import (
    SETTLED,
    MessageKind,
    MessageStatus,
    ReferralStatus,
)
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    during,
    now,
    over,
)

WEEK = timedelta(days=SOON_DAYS)
IS_TIP = Q(kind=MessageKind.TIP)
# Named one by one, an index is looked into; “not a tip” had every tip read.
NO_TIP = Q(kind__in=[kind for kind in MessageKind.values if kind != MessageKind.TIP])
TIPS = IS_TIP & Q(is_about_police=False)
RUNNING = Q(status=MessageStatus.NEW)
ANSWERABLE = Q(status__in=[MessageStatus.NEW, *SETTLED])
IN_TIME = Q(status__in=SETTLED, settled_at__lte=F("due_at"))
WAITING = Q(status=ReferralStatus.WAITING) & ~Q(message__kind=MessageKind.TIP)
REFERRED = {
    "listed": "message_id",
    "list_key": "households.message",
    "person": "message__assigned_to_id",
}
# Only who may have every tip of an area is led to the list of them.
OF_TIPS = {"opens": "tip.export"}


def _kinds():
    return {code: label for code, label in MessageKind.choices if code != "tip"}


BY_KIND = Split("kind", "kind", _("Kind"), _kinds)

LATE = Counted(
    "messages.late", Message,
    live=lambda moment: RUNNING & NO_TIP & Q(due_at__lt=moment.at),
    splits=(BY_KIND,), person="assigned_to_id",
)  # fmt: skip
DUE_SOON = Counted(
    "messages.soon", Message,
    live=lambda moment: RUNNING & NO_TIP & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK),
    splits=(BY_KIND,), person="assigned_to_id",
)  # fmt: skip
RECEIVED = Counted(
    "messages.received", Message, when=~IS_TIP, at="received_at", splits=(BY_KIND,)
)
DUE = Counted(
    "messages.due", Message,
    when=~IS_TIP & ANSWERABLE, at="due_at", splits=(BY_KIND,),
)  # fmt: skip
ON_TIME = Counted(
    "messages.on_time", Message,
    when=~IS_TIP & IN_TIME, at="due_at", splits=(BY_KIND,),
)  # fmt: skip
ELSEWHERE_LATE = Counted(
    "referrals.late", Referral,
    live=lambda moment: WAITING & Q(due_at__lt=moment.at), **REFERRED,
)  # fmt: skip
ELSEWHERE_SOON = Counted(
    "referrals.soon", Referral,
    live=lambda moment: WAITING & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK), **REFERRED,
)  # fmt: skip
TIPS_RECEIVED = Counted(
    "tips.received", Message, when=TIPS, at="received_at", **OF_TIPS
)
TIPS_DUE = Counted(
    "tips.due", Message, when=TIPS & ANSWERABLE, at="due_at", **OF_TIPS
)  # fmt: skip
TIPS_ON_TIME = Counted(
    "tips.on_time", Message, when=TIPS & IN_TIME, at="due_at", **OF_TIPS
)
TIPS_LATE = Counted(
    "tips.late", Message, live=lambda moment: RUNNING & TIPS & Q(due_at__lt=moment.at),
    person="assigned_to_id", **OF_TIPS,
)  # fmt: skip

METRICS = (
    Metric(
        key="messages.late",
        label=_("Late answers"),
        definition=_(
            "Messages that nobody answered and whose time is past. While the sender or "
            "another office is asked, the clock stands still. Tips do not count here."
        ),
        group="messages",
        part=now(LATE),
        unit=pgettext_lazy("unit", "messages"),
        direction=Direction.FEWER,
        board=frozenset({"late", "wall"}),
        tasks=frozenset({"serve"}),
        order=10,
    ),
    Metric(
        key="messages.soon",
        label=_("Answers due soon"),
        definition=_("Messages to be answered within the next seven days."),
        group="messages",
        part=now(DUE_SOON),
        unit=pgettext_lazy("unit", "messages"),
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="messages.on_time",
        label=_("Answered on time"),
        definition=_(
            "Of the messages whose answer was due on these days, those answered by "
            "then. Days that are not over do not count yet, nor do tips, messages "
            "joined to another, and those whose clock stands still."
        ),
        group="messages",
        part=over(ON_TIME),
        whole=over(DUE),
        part_label=_("answered by their time"),
        whole_label=_("answers due"),
        direction=Direction.MORE,
        board=frozenset({"wall", "places"}),
        tasks=frozenset({"serve"}),
        order=30,
    ),
    Metric(
        key="messages.received",
        label=_("Messages received"),
        definition=_("Messages that came in on these days, without tips."),
        group="messages",
        part=during(RECEIVED),
        unit=pgettext_lazy("unit", "messages"),
        order=40,
        drawn=("kind",),
    ),
    Metric(
        key="referrals.late",
        label=_("Other offices late"),
        definition=_(
            "Messages with another office whose answer is past its day. Tips do not "
            "count here."
        ),
        group="messages",
        part=now(ELSEWHERE_LATE),
        unit=pgettext_lazy("unit", "messages"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=50,
    ),
    Metric(
        key="referrals.soon",
        label=_("Other offices due soon"),
        definition=_(
            "Messages another office is to answer within the next seven days."
        ),
        group="messages",
        part=now(ELSEWHERE_SOON),
        unit=pgettext_lazy("unit", "messages"),
        board=frozenset({"soon"}),
        order=60,
    ),
    Metric(
        key="tips.received",
        label=_("Tips received"),
        definition=_("Tips that came in on these days, without those about officers."),
        group="messages",
        part=during(TIPS_RECEIVED),
        unit=pgettext_lazy("unit", "tips"),
        permission="tip.figures",
        tasks=frozenset({"risks"}),
        order=70,
    ),
    Metric(
        key="tips.on_time",
        label=_("Tips answered on time"),
        definition=_(
            "Of the tips whose answer was due on these days, those answered by then. "
            "Tips about officers are not counted."
        ),
        group="messages",
        part=over(TIPS_ON_TIME),
        whole=over(TIPS_DUE),
        part_label=_("answered by their time"),
        whole_label=_("answers due"),
        direction=Direction.MORE,
        permission="tip.figures",
        order=80,
    ),
    Metric(
        key="tips.late",
        label=_("Late tips"),
        definition=_(
            "Tips that nobody answered and whose time is past. Tips about officers are "
            "not counted."
        ),
        group="messages",
        part=now(TIPS_LATE),
        unit=pgettext_lazy("unit", "tips"),
        direction=Direction.FEWER,
        permission="tip.figures",
        board=frozenset({"late"}),
        order=90,
    ),
)
