"""Made-up records of anti-fraud work."""
