# What a meeting decided about persons: rewards, praise, penalties, training.
from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column('meeting', 'merits', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('meeting', 'merits'))
