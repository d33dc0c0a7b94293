"""Where entries are kept: connection, migrations, saving, pages, search, drafts, attachments, backup."""
