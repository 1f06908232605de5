"""Tables as files: a sheet of typed columns, written as CSV or XLSX."""
