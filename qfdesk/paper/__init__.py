"""Paper: filled and blank forms, ledgers and their preview. The only importer of reportlab and segno."""

from __future__ import annotations

from qfdesk.paper.fonts import unprintable
from qfdesk.paper.forms import print_forms
from qfdesk.paper.ledgers import print_ledger
from qfdesk.paper.preview import Pages, Picture, render_pages

__all__ = ["Pages", "Picture", "print_forms", "print_ledger", "render_pages", "unprintable"]
