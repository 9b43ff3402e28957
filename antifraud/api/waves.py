"""Waves over REST."""

RESOURCES = {}
FOLLOWED = ()
