"""Weekly and monthly reports: what is kept of them, and how it is shown and told."""
