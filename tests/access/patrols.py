"""The pages of patrols."""

PAGES = {}
