"""Sealing of personal fields and the blind index that finds them again.

A sealed value reads ``v1$key-id$base64(nonce + ciphertext)`` and is bound to its
place (table, column, row), so that a value moved to another row does not open.
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION = "v1"
NONCE_BYTES = 12


class SealBroken(ValueError):
    """The sealed value was altered, moved, or its key is missing."""


def _decode_key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not base64.") from None
    if len(key) != 32:
        raise ImproperlyConfigured(f"{name} must be 32 bytes, not {len(key)}.")
    return key


@lru_cache(maxsize=4)
def _ring(text: str) -> tuple[str, dict[str, AESGCM]]:
    """The keyring and the id of the key that writes (the first one)."""
    ring = {}
    for entry in text.split(","):
        key_id, separator, key = entry.strip().partition(":")
        if not separator or "$" in key_id:
            raise ImproperlyConfigured("FIELD_KEYS must read id:base64key,…")
        ring[key_id] = AESGCM(_decode_key("FIELD_KEYS", key))
    return next(iter(ring)), ring


@lru_cache(maxsize=4)
def _index_key(text: str) -> bytes:
    return _decode_key("INDEX_KEY", text)


def check_keys() -> None:
    """Fail at start, not at the first resident, when a key is wrong."""
    _ring(settings.FIELD_KEYS)
    _index_key(settings.INDEX_KEY)


def writing_key_id() -> str:
    """The id of the key that new values are sealed with."""
    return _ring(settings.FIELD_KEYS)[0]


def seal(plain: str, *, place: str) -> str:
    """Seal a value for one place: ``table.column.row_key``."""
    key_id, ring = _ring(settings.FIELD_KEYS)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = ring[key_id].encrypt(nonce, plain.encode(), place.encode())
    return f"{VERSION}${key_id}${base64.b64encode(nonce + sealed).decode()}"


def unseal(text: str, *, place: str) -> str:
    """Open a sealed value at its own place.

    Raises SealBroken when it was altered, moved, or sealed with a key we lack.
    """
    version, key_id, body = text.split("$", 2) if text.count("$") == 2 else ("", "", "")
    key = _ring(settings.FIELD_KEYS)[1].get(key_id)
    if version != VERSION or key is None:
        raise SealBroken("The value was sealed with a key that is not here.")
    try:
        raw = base64.b64decode(body, validate=True)
        opened = key.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise SealBroken("The value was altered or moved.") from None
    return opened.decode()


def blind_index(value: str, *, purpose: str) -> bytes:
    """Keyed fingerprint of a normalised value: equal values, equal bytes."""
    key = _index_key(settings.INDEX_KEY)
    return hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")


def new_code(size: int = 24) -> str:
    """An unguessable code for a QR or a receipt (192 bits by default)."""
    return secrets.token_urlsafe(size)


def fingerprint(code: str) -> bytes:
    """What the database keeps of a code."""
    return hashlib.sha256(code.encode()).digest()
