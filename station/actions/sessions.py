"""Open sessions: who is signed in where, and ending it."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from station.actions.events import record
from station.errors import RuleError
from station.models import KnownDevice, OpenSession, User
from station.origin import Caller


@transaction.atomic
def begin(*, user: User, session_key: str, caller: Caller, at: datetime) -> OpenSession:
    """Note a new session; the ones longest unused beyond the limit end."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    session, _made = OpenSession.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": user,
            "device": caller.device,
            "address": caller.address,
            "began_at": at,
            "seen_at": at,
        },
    )
    others = user.open_sessions.exclude(pk=session.pk).order_by("-seen_at", "-pk")
    _close(list(others[settings.SESSIONS_AT_ONCE - 1 :]))
    return session


def still_open(*, pk: int, session_key: str, caller: Caller, at: datetime) -> bool:
    """Note that the session is in use; False when it was ended meanwhile."""
    return bool(
        OpenSession.objects.filter(pk=pk).update(
            session_key=session_key, address=caller.address, seen_at=at
        )
    )


@transaction.atomic
def end(*, session: OpenSession, by: User, at: datetime) -> None:
    """End one session on whatever device it is."""
    if session.user_id != by.pk:
        raise RuleError(_("Only its owner ends a single session."))
    _close([session])
    record(kind="user.session_ended", subject=by, by=by, at=at)


@transaction.atomic
def end_all(
    *, user: User, by: User | None, at: datetime, but: str | None = None
) -> int:
    """End every session of a person, or all but the one in use."""
    found = list(user.open_sessions.exclude(session_key=but or ""))
    _close(found)
    if found:
        record(kind="user.sessions_ended", subject=user, by=by, at=at)
    return len(found)


def forget(*, session_key: str) -> None:
    """The person signed out."""
    OpenSession.objects.filter(session_key=session_key).delete()


def tidy(*, at: datetime) -> None:
    """Throw away what is over: idle sessions and devices not used for long."""
    idle = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    _close(list(OpenSession.objects.filter(seen_at__lt=idle)))
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    unused = at - timedelta(days=settings.DEVICE_DAYS)
    KnownDevice.objects.filter(seen_at__lt=unused).delete()


def _close(sessions: list[OpenSession]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in sessions:
        store(session.session_key).delete()
    OpenSession.objects.filter(pk__in=[session.pk for session in sessions]).delete()
