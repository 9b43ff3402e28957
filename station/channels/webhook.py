"""To a web address: JSON, signed, with an id that stays the same.

The receiver computes HMAC-SHA256 with the secret over ``timestamp.key.body`` and
compares it with ``X-Fengqiao-Signature``, where two may stand with a comma between
while the secret is changed; it drops what has an old timestamp and a second message
with the same ``Idempotency-Key``. Redirects are not followed, and the
address must lie outside our own net unless the station lists its host.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from station.channels.message import ChannelError, Message, NotReached

TIMEOUT = 5  # seconds without a sign of life
LONGEST = 10  # seconds for the whole call


def check(address: str) -> None:
    """An https address with a host of its own; inner hosts only when listed."""
    try:
        url = urlsplit(address)
        host, _port = url.hostname, url.port
    except ValueError:
        host = None
    if not host:
        raise ValidationError(_("This is not a web address."), code="no_address")
    inner = host in settings.WEBHOOK_INNER_HOSTS
    if not inner and (url.scheme != "https" or url.username or url.password):
        raise ValidationError(
            _("Only https addresses without a name and password."), code="not_https"
        )
    if not inner and _is_number(host) and not _is_outside(host):
        raise ValidationError(
            _("This address lies inside our own network."), code="inner_address"
        )


def sign(body: bytes, *, secret: str, timestamp: str, key: str) -> str:
    """The signature a receiver compares."""
    signed = f"{timestamp}.{key}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def send(message: Message, *, address: str, secret: str) -> None:
    """Post it once; anything but a 2xx answer is a failure."""
    deliver(address, told(message), secret=secret, key=message.key)


def told(message: Message) -> dict:
    """What the receiver reads."""
    title = {"title": message.title} if message.title else {}
    return {
        "id": message.key,
        "kind": message.kind,
        **title,
        "text": message.text,
        "url": message.url,
        "due_at": message.due_at.isoformat(),
    }


def deliver(address: str, said: dict, *, secret: str, key: str) -> None:
    """Post it signed, under its key; anything but a 2xx answer is a failure."""
    body = json.dumps(said, ensure_ascii=False).encode()
    status = post(address, body, secrets=[secret], key=key)
    if not 200 <= status < 300:
        raise ChannelError(f"HTTP {status}")


def post(
    address: str,
    body: bytes,
    *,
    secrets: Sequence[str],
    key: str,
    headers: dict[str, str] | None = None,
) -> int:
    """Post JSON signed with each secret and say how it was answered.

    The connection is made to an address checked at this moment; redirects are not
    followed. Raises ChannelError when there was no answer.
    """
    timestamp = str(int(time.time()))
    signed = [sign(body, secret=s, timestamp=timestamp, key=key) for s in secrets]
    sent = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Fengqiao",
        "Idempotency-Key": key,
        "X-Fengqiao-Timestamp": timestamp,
        "X-Fengqiao-Signature": ",".join(signed),
        **(headers or {}),
    }
    try:
        return _post(address, body, sent)
    except (OSError, http.client.HTTPException) as error:
        raise ChannelError(type(error).__name__) from error


def _post(address: str, body: bytes, headers: dict[str, str]) -> int:
    url = urlsplit(address)
    secure = url.scheme == "https"
    port = url.port or (443 if secure else 80)
    plain = _connect(url.hostname, port)
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    link = kind(url.hostname, port, timeout=TIMEOUT)
    try:
        link.sock = _secured(plain, url.hostname) if secure else plain
        with _cut_off(link.sock):
            target = (url.path or "/") + (f"?{url.query}" if url.query else "")
            link.request("POST", target, body=body, headers=headers)
            return link.getresponse().status
    finally:
        link.close()
        plain.close()


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    """The line under TLS, to whoever proves to be this host."""
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


@contextmanager
def _cut_off(line: socket.socket) -> Iterator[None]:
    """Whoever answers drop by drop is cut off: the timeout is one for each drop."""
    late = Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    clock = Timer(LONGEST, cut)
    clock.start()
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set():
            raise TimeoutError("too slow") from error
        raise
    finally:
        clock.cancel()


def _connect(host: str, port: int) -> socket.socket:
    """A line to the other side, or surely none."""
    try:
        return socket.create_connection((_checked_ip(host, port), port), TIMEOUT)
    except OSError as error:
        raise NotReached(type(error).__name__) from error


def _checked_ip(host: str, port: int) -> str:
    """The address to connect to; looked up once, so that it cannot change after."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = [entry[4][0] for entry in found]
    inner = host in settings.WEBHOOK_INNER_HOSTS
    if not inner and not all(_is_outside(ip) for ip in ips):
        raise ChannelError("inner address")
    return ips[0]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_outside(ip: str) -> bool:
    """Reachable for everybody, and for one receiver only."""
    address = ipaddress.ip_address(ip)
    mapped = getattr(address, "ipv4_mapped", None) or address
    return mapped.is_global and not mapped.is_multicast
