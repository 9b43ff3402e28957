"""English, as on British paper: 22 Nov 2026."""
