"""The registers: declared once for page, workbook and saved filters."""
