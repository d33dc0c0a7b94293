# Generated from a schema diff on 2026-11-22 12:03.
from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('survey', 'weight_own', IntegerField(null=True, default=10)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('survey', 'weight_own'))
