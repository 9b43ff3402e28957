"""The states and choices of patrols, one file a subject."""
