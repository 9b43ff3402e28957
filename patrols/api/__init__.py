"""Patrols over REST."""
