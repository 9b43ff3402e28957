"""Workbooks of disputes: what their columns are and what a row becomes."""
