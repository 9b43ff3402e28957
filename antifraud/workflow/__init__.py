"""Words and lives of anti-fraud work: pure, without a query."""
