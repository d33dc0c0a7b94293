"""What the desk knows: field kinds, the parts of a declaration, masters, records and the ledger's own tables."""
