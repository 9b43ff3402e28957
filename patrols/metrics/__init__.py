"""What is counted of patrols, their findings, shifts and alarms."""
