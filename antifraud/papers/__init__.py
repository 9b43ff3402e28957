"""What anti-fraud work prints."""
