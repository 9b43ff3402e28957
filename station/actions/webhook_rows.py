"""Taking hold of a webhook, saving it, writing down what happened to it."""

from datetime import datetime

from django.utils.translation import gettext as _

from station import policy
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User, Webhook, WebhookTurn


def in_charge(by: User, machine: User, action: str) -> bool:
    """Every place the machine may read lies in this person's charge."""
    scope = policy.scope(by, f"webhook.{action}")
    if scope.everything:
        return True
    places = {post.area_id for post in machine.posts.all()}
    return bool(places) and places <= scope.area_ids


def taken(
    webhook: Webhook, by: User, action: str, *, version: int | None = None
) -> Webhook:
    """The webhook, locked, for whoever may do this with it."""
    if not Webhook.objects.visible_to(by, action).filter(pk=webhook.pk).exists():
        raise RuleError(_("This webhook is not in your charge."), code="forbidden")
    webhook = lock(webhook, version=version)
    if webhook.state == Webhook.State.ENDED:
        raise RuleError(_("This webhook was removed."), code="ended")
    return webhook


def save(webhook: Webhook, *fields: str) -> None:
    webhook.version += 1
    webhook.save(update_fields=[*fields, "version", "updated_at"])


def note(what: str, webhook: Webhook, by: User | None, at: datetime, **more) -> None:
    also = [webhook.user]
    record(kind=f"webhook.{what}", subject=webhook, also=also, by=by, at=at, **more)


def soon(webhook: Webhook, *, at: datetime) -> None:
    """Its turn is now."""
    WebhookTurn.objects.filter(pk=webhook.pk).update(next_at=at)
