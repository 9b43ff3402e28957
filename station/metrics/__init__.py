"""Metrics: each declared once, for page, list behind it, report, REST and help."""
