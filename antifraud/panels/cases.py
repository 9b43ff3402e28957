"""What fraud cases bring to the shared pages."""
