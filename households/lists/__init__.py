"""The lists of the registers: their columns, orders and bulk actions."""
