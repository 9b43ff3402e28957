"""What the register, the visits and their follow-ups bring to the shared pages."""
