"""The metrics of anti-fraud work."""
