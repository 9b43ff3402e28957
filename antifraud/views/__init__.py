"""The pages of anti-fraud work."""
