"""Reminders and what is owed."""
