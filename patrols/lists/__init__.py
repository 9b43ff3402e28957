"""The lists of patrols."""
