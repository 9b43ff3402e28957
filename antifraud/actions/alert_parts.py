"""What the steps of an alert have in common: its groups, its picture, its state."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from antifraud.models import Alert, Audience
from antifraud.workflow.alerts import AlertStatus
from station import policy
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Attachment, User

FARTHEST = timedelta(days=60)  # what waits longer is written anew


def address(alert: Alert, audiences: Iterable[Audience]) -> None:
    """Whom it goes to; the groups are for the time being, the words stay."""
    found = list(audiences)
    if any(not audience.is_active for audience in found):
        raise RuleError(_("One of these groups is no longer in use."), code="audiences")
    alert.audiences.set(found)


def check_audiences(alert: Alert) -> None:
    """Somebody has to hear of it, through groups that are still there."""
    if not alert.audiences.active().exists():
        raise RuleError(_("Choose at least one group."), code="audiences")


def show(alert: Alert, picture: StoredFile | None, *, by: User, at: datetime) -> None:
    if picture is None:
        return
    [alert.picture] = attachments.attach(
        files=[picture], kind=Attachment.Kind.PHOTO, subject=alert, by=by, at=at
    )
    alert.save(update_fields=["picture", "updated_at"])


def check_going(
    alert: Alert,
    send_at: datetime | None,
    urgent_reason: str,
    *,
    by: User,
    at: datetime,
) -> None:
    if send_at is not None and not at <= send_at <= at + FARTHEST:
        raise RuleError(_("It must go out within the next sixty days."), code="send_at")
    if urgent_reason.strip() and not policy.can(by, "alert.override", alert):
        raise RuleError(
            _(
                "Only the officer of the place or the chief may say that it cannot wait."
            ),
            code="urgent",
        )


def save(alert: Alert) -> None:
    alert.version += 1
    alert.save()


def lock_for(alert: Alert, target: AlertStatus, version: int) -> Alert:
    """The row as it stands, if it may become that."""
    alert = lock(alert, version=version)
    if not alert.may_become(target):
        raise RuleError(
            _("“%(status)s” does not allow this step.")
            % {"status": alert.get_status_display()},
            code="state",
        )
    return alert
