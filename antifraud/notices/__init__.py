"""Whom anti-fraud work tells what, and when."""
