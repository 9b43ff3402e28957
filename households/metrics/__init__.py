"""The metrics of the register, visits, messages, services and inspections."""
