"""What dissuasions bring to the shared pages."""
