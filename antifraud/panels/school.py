"""What the police school bring to the shared pages."""
