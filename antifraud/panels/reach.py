"""What reach and effect bring to the shared pages."""
