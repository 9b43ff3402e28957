"""Audiences and the alliance over REST."""

RESOURCES = {}
FOLLOWED = ()
