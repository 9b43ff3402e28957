"""What one person owes, from every registered source, without asking each in vain."""
