"""Settings by subject; ``config.settings`` puts them together."""
