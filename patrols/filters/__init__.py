"""Filters of patrols' lists."""
