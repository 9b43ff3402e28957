"""Workbooks of anti-fraud work."""
