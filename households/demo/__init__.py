"""What the register, the visits and the inbox add to the demo."""
