"""Measures of disputes: what is counted, how, and the rows behind every figure."""
