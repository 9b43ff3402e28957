"""What outreach events bring to the shared pages."""
