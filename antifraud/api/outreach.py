"""Outreach events over REST."""

RESOURCES = {}
FOLLOWED = ()
