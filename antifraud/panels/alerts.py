"""What alerts bring to the shared pages."""
