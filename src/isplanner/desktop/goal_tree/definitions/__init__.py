"""The KPI dictionary as a table: filtered, edited in place, signed off, printed, and sent to other departments."""
