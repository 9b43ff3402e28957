"""What the first page of anti-fraud work brings to the navigation."""
