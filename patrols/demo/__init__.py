"""Volunteers and patrols of the demo."""
