"""What a key may be narrowed to: resources, fields, addresses, requests a minute."""

import ipaddress

from django.utils.translation import gettext as _

from station import policy
from station.errors import RuleError
from station.registry import registry

MOST_ADDRESSES = 50
FASTEST = 60_000  # requests a minute


def check_limits(facts: dict) -> dict:
    """The same limits in their one way of writing; refuses what means nothing."""
    checked = dict(facts)
    for name, check in CHECKS.items():
        if name in checked:
            checked[name] = check(checked[name])
    return checked


def _resources(names) -> list[str]:
    if any(name not in policy.TABLE for name in names):
        raise RuleError(_("There is no resource of that name."), code="unknown")
    return sorted(set(names))


def _fields(given: dict) -> dict[str, list[str]]:
    """By resource of the API the fields it is narrowed to; the id is always told."""
    checked = {}
    for resource, names in given.items():
        known = registry.rest_fields.get(resource)
        if known is None:
            raise RuleError(
                _("The API has no records called %(name)s.") % {"name": resource},
                code="field_unknown",
            )
        unknown = sorted(set(names) - set(known))
        if unknown or not names:
            raise RuleError(
                _("%(resource)s: choose from %(fields)s.")
                % {"resource": resource, "fields": ", ".join(known)},
                code="field_unknown",
            )
        checked[resource] = [name for name in known if name in set(names) | {"id"}]
    return checked


def _addresses(written) -> list[str]:
    """Networks such as 10.3.0.0/16; one address is a network of its own."""
    networks = set()
    for text in written:
        try:
            networks.add(str(ipaddress.ip_network(text.strip())))
        except ValueError:
            raise RuleError(
                _("“%(text)s” is no address or network.") % {"text": text},
                code="address_invalid",
            ) from None
    if len(networks) > MOST_ADDRESSES:
        raise RuleError(
            _("Name at most %(most)s networks.") % {"most": MOST_ADDRESSES},
            code="address_invalid",
        )
    return sorted(networks)


def _rate(number: int) -> int:
    if not 1 <= number <= FASTEST:
        raise RuleError(
            _("Choose from 1 to %(most)s requests a minute.") % {"most": FASTEST},
            code="rate_invalid",
        )
    return number


CHECKS = {
    "resources": _resources,
    "fields": _fields,
    "allowed_addresses": _addresses,
    "rate": _rate,
}
