"""Fraud cases over REST."""

RESOURCES = {}
FOLLOWED = ()
