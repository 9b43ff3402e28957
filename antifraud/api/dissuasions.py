"""Dissuasions over REST."""

RESOURCES = {}
FOLLOWED = ()
