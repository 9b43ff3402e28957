"""Where and when patrols are needed, planned and seen; the measures made of it."""
