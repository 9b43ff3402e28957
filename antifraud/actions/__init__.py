"""What is done in anti-fraud work, one file a noun."""
