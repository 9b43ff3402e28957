"""What is done about patrols: one action a change."""
