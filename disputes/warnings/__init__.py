"""Early warning: which named signs hold for a dispute, and what they come to."""
