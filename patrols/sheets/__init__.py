"""Workbooks of patrols."""
