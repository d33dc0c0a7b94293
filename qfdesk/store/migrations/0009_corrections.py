# A request to correct a closed record knows the version it was asked of, and which entries its new links mean.
from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column("correction", "revision", IntegerField(default=0)))
    migrator.migrate(migrator.add_column("correction", "links", TextField(default="")))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("correction", "links"))
    migrator.migrate(migrator.drop_column("correction", "revision"))
