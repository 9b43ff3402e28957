"""Alerts over REST."""

RESOURCES = {}
FOLLOWED = ()
