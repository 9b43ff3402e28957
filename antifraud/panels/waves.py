"""What waves bring to the shared pages."""
