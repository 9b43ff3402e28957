"""Waves: when a type of fraud rises among a group, beyond what chance brings."""
