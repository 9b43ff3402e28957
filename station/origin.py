"""Where a request comes from: address and device, as far as they can be believed."""

import ipaddress
import re
from dataclasses import dataclass

from django.conf import settings

from station.crypto import fingerprint

LONGEST_DEVICE = 120
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("wxwork", "WeCom"),
    ("DingTalk", "DingTalk"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Caller:
    """Who knocks: the address, a name for the device, the device's own secret."""

    address: str | None
    device: str = ""
    device_token: str = ""

    @property
    def device_hash(self) -> bytes | None:
        return fingerprint(self.device_token) if self.device_token else None

    @property
    def network(self) -> str:
        """The address as limits count it: one IPv6 customer is a /64."""
        return network_of(self.address)


def client_address(request) -> str | None:
    """The address the outermost of our own proxies saw; nobody else is believed."""
    proxies = settings.TRUSTED_PROXIES
    seen = request.META.get("REMOTE_ADDR", "")
    if proxies:
        passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        hops = [hop.strip() for hop in passed_on if hop.strip()]
        if len(hops) >= proxies:
            seen = hops[-proxies]
    try:
        found = ipaddress.ip_address(seen)
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)


def network_of(address: str | None) -> str:
    """The address itself, or the /64 an IPv6 address lies in."""
    if address is None:
        return "unknown"
    if ":" not in address:
        return address
    return str(ipaddress.IPv6Network((address, 64), strict=False))


def device_name(user_agent: str) -> str:
    """A device in two words, such as “WeChat · Android”."""
    words = [
        next((name for mark, name in marks if mark in user_agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    plain = re.sub(r"[^\w .()/;:-]", "", user_agent)
    return " · ".join(word for word in words if word) or plain[:LONGEST_DEVICE]


def caller_of(request) -> Caller:
    """The caller behind a request."""
    return Caller(
        address=client_address(request),
        device=device_name(request.headers.get("User-Agent", "")),
        device_token=request.COOKIES.get(settings.DEVICE_COOKIE, "")[:64],
    )
