"""Follow-ups that are settled by writing a record of their own."""

from django.urls import reverse

PAGES = {}  # the kind of record -> the page that writes it


def add(kind: str, url_name: str) -> None:
    """Follow-ups of this kind are done on a page that takes their id."""
    PAGES[kind] = url_name


def url_of(follow_up) -> str:
    """Where somebody settles it."""
    url_name = PAGES.get(follow_up.record_kind, "households:follow_up_done")
    return reverse(url_name, args=[follow_up.pk])
