"""Excel: the ledgers as a workbook. The only importer of openpyxl."""

from qfdesk.excel.export import export_ledgers
from qfdesk.excel.files import free_name

__all__ = ["export_ledgers", "free_name"]
