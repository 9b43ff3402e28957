"""What is printed: cards, plates and notices."""
