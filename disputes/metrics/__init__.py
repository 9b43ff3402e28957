"""What is counted of disputes, their clocks, agreements and joint mediations."""
