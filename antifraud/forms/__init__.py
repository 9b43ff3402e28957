"""Forms of anti-fraud work."""
