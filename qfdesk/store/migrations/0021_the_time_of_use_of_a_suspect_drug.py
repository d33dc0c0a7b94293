# Generated from a schema diff on 2026-11-22 11:16.
from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('adr', 'use_period', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('adr', 'use_period'))
