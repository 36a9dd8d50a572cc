"""The KPI dictionary as a workbook that other departments read, sign off, comment and send back."""
