"""What the registers can be narrowed to."""
