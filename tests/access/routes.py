"""Which addresses there are, and what those of others answer."""

from django.urls import URLPattern, get_resolver

FOREIGN = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_change_password": (302, 200),
    "account_reauthenticate": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_index": (302, 200),
    "mfa_activate_totp": (302, 200),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 200),
    "mfa_download_recovery_codes": (302, 404),
    "api:schema": (401, 200),
    "api:nothing": (401, 404),
}


def routes(resolver=None, spaces=()):
    """Every named address and its view; the Django admin has tests of its own."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            yield ":".join((*spaces, found.name or "?")), found.callback
        elif found.namespace != "admin":
            inner = (*spaces, found.namespace) if found.namespace else spaces
            yield from routes(found, inner)


def pages() -> dict:
    """The pages alone; the actions of the API are tested apart."""
    return {name: view for name, view in routes() if not hasattr(view, "actions")}
