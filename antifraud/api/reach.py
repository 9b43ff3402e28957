"""Reach and effect over REST."""

RESOURCES = {}
FOLLOWED = ()
