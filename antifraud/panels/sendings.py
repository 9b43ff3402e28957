"""What the sending of alerts bring to the shared pages."""
