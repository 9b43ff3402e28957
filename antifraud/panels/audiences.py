"""What audiences and the alliance bring to the shared pages."""
