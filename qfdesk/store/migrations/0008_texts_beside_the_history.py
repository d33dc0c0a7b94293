# Texts of the history stand beside its chain and may be masked once; an attached file may be erased, its row stays.
# The guards of the history are made after the migration.
from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column("attachment", "erased_at", DateTimeField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("attachment", "erased_at"))
