"""What patrols print."""
