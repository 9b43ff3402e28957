"""The register as offices hand it over, taken in without losing or inventing anybody.

``layout`` finds the table in the workbook, ``checks`` judges every row, ``plan``
compares it with the register, ``commit`` writes it, ``correction`` hands bad rows back.
"""
