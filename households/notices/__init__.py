"""What falls due here and who is told: one module per part of the work."""
