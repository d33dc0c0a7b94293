# What of an entry is found by whoever may not see personal data; sealed records are found among the others at once.
from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("search_entry", "veiled", TextField(null=True)),
        migrator.add_column("search_entry", "veiled_initials", TextField(default="")),
        migrator.add_index("complaint", ("confidential",)),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_index("complaint", "complaint_confidential"),
        migrator.drop_column("search_entry", "veiled_initials"),
        migrator.drop_column("search_entry", "veiled"),
    )
