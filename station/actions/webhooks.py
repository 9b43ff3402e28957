"""Where machines wish to be told of changes: made, changed, paused, ended.

A webhook sends data out of the house. Its address, what it tells and its secret are
the business of whoever is in charge of the machine; the machine itself may only stop
it, let it go on, and ask for things once more.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from station import channels
from station.actions import reminders
from station.actions.events import differences
from station.actions.locking import lock
from station.actions.webhook_rows import in_charge, note, save, soon, taken
from station.channels import webhook as line
from station.errors import RuleError
from station.feed import Position, followed, here
from station.models import ServiceToken, User, Webhook, WebhookTurn
from station.models.webhook import MOST
from station.webhook_content import key_of

PARKED = "webhook.parked"
FACTS = ("name", "address", "token", "types", "with_data", "most")
State = Webhook.State


@transaction.atomic
def create(
    *,
    token: ServiceToken,
    name: str,
    address: str,
    by: User,
    at: datetime,
    types: list[str] = (),
    with_data: bool = True,
    most: int = 50,
    after: Position | None = None,
) -> tuple[Webhook, str]:
    """Tell a machine of changes from now on, or from ``after``; the secret shows once."""
    machine = lock(token.user)
    _check_charge(machine, by, "create")
    facts = {"address": address, "types": sorted(types), "most": most, "token": token}
    _check(machine, facts, at)
    start = here() if after is None else after
    secret = channels.new_secret()
    webhook = Webhook.objects.create(
        user=machine,
        name=name,
        with_data=with_data,
        secret=secret,
        state_at=at,
        after_xid=start.xid,
        after_event=start.pk,
        created_by=by,
        **facts,
    )
    WebhookTurn.objects.create(webhook=webhook, next_at=at)
    note("created", webhook, by, at, changes={"types": [None, webhook.types]})
    return webhook, secret


@transaction.atomic
def edit(
    *, webhook: Webhook, version: int, by: User, at: datetime, **changes
) -> Webhook:
    """Another address, other resources, another key of the same machine."""
    webhook = taken(webhook, by, "edit", version=version)
    before = Webhook.objects.get(pk=webhook.pk)
    for field, value in changes.items():
        setattr(webhook, field, sorted(value) if field == "types" else value)
    _check(webhook.user, {name: getattr(webhook, name) for name in FACTS}, at)
    save(webhook, *FACTS)
    moved = differences(before, webhook, FACTS)
    note("edited", webhook, by, at, changes=moved)
    return webhook


@transaction.atomic
def rotate(
    *, webhook: Webhook, version: int, by: User, at: datetime, at_once: bool = False
) -> tuple[Webhook, str]:
    """A new secret, shown once; for a day calls are signed with the old one too.

    ``at_once``: the old one is known to others and ends now.
    """
    webhook = taken(webhook, by, "edit", version=version)
    old, webhook.secret = webhook.secret, channels.new_secret()
    overlap = timedelta(hours=settings.WEBHOOK_OVERLAP_HOURS)
    webhook.old_secret = "" if at_once else old
    webhook.old_until = None if at_once else at + overlap
    save(webhook, "secret", "old_secret", "old_until")
    note("rotated", webhook, by, at, changes={"secret": None})
    return webhook, webhook.secret


@transaction.atomic
def pause(*, webhook: Webhook, by: User, at: datetime, reason: str = "") -> Webhook:
    """Nothing goes out until somebody lets it go on; nothing is missed."""
    webhook = taken(webhook, by, "pause")
    if not webhook.is_active:
        raise RuleError(_("It does not run at the moment."), code="not_active")
    _move(webhook, State.PAUSED, at, reason=reason)
    note("paused", webhook, by, at, note=reason)
    return webhook


@transaction.atomic
def resume(*, webhook: Webhook, by: User, at: datetime) -> Webhook:
    """It goes on where it stopped, with what came meanwhile."""
    webhook = taken(webhook, by, "run")
    if not webhook.may_be_resumed:
        raise RuleError(_("It runs already."), code="already")
    if not webhook.user.is_active or key_of(webhook, at=at) is None:
        raise RuleError(_("Its key is over. Give it another one first."), code="no_key")
    _move(webhook, State.ACTIVE, at)
    reminders.silence(subject=webhook, at=at)
    note("resumed", webhook, by, at)
    return webhook


@transaction.atomic
def end(*, webhook: Webhook, by: User, at: datetime, reason: str = "") -> Webhook:
    """Nothing goes there any more, for good; the log stays until its day."""
    webhook = taken(webhook, by, "edit")
    _move(webhook, State.ENDED, at, reason=reason)
    waiting = webhook.deliveries.waiting()
    waiting.update(state="dropped", settled_at=at, updated_at=at)
    reminders.silence(subject=webhook, at=at)
    note("ended", webhook, by, at, note=reason)
    return webhook


@transaction.atomic
def park(*, webhook: Webhook, cause: str, at: datetime) -> None:
    """It cannot go on by itself: whoever is in charge hears of it."""
    webhook = lock(webhook)
    if not webhook.is_active:
        return
    _move(webhook, State.PARKED, at, cause=cause)
    note("parked", webhook, None, at, changes={"cause": [None, cause]})
    post = webhook.user.posts.select_related("area").order_by("-from_on").first()
    reminders.schedule(
        kind=PARKED,
        subject=webhook,
        due_at=at,
        area=post.area if post else None,
        edition=webhook.version,
    )


def _check_charge(machine: User, by: User, action: str) -> None:
    if not in_charge(by, machine, action):
        raise RuleError(_("This account is not in your charge."), code="forbidden")
    if not machine.is_service or not machine.is_active:
        raise RuleError(_("Only an open account of a machine gets a webhook."))


def check_address(address: str) -> None:
    """An https address of printable ASCII, outside our own net."""
    if not address.isascii() or not address.isprintable() or " " in address:
        raise RuleError(_("This is not a web address."), code="bad_address")
    try:
        line.check(address)
    except ValidationError as error:
        raise RuleError(error.messages[0], code="bad_address") from error


def _check(machine: User, facts: dict, at: datetime) -> None:
    """An address outside, known resources, a key of this machine that holds."""
    check_address(facts["address"])
    names = {kind.name for kind in followed()}
    if not names.issuperset(facts["types"]):
        raise RuleError(_("There is no resource of that name."), code="unknown")
    if not 1 <= facts["most"] <= MOST:
        text = _("Between 1 and %(most)s changes in one call.") % {"most": MOST}
        raise RuleError(text, code="bad_most")
    token = facts["token"]
    if token.user_id != machine.pk or not token.is_valid(at=at):
        raise RuleError(_("Choose a valid key of this machine."), code="bad_key")


def _move(
    webhook: Webhook, state: str, at: datetime, *, cause: str = "", reason: str = ""
) -> None:
    webhook.state, webhook.state_at = state, at
    webhook.cause, webhook.reason = cause, reason
    webhook.failures, webhook.failing_since = 0, None
    fields = ("state", "state_at", "cause", "reason", "failures", "failing_since")
    save(webhook, *fields)
    soon(webhook, at=at)
