"""Proposed rosters: the facts, the solver, and the reasons in words."""
