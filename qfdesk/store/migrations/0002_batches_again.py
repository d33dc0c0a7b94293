# A voided batch may be entered again: only batches in force are told apart, by the program.
from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.drop_index('batch', 'batch_product_id_batch_number'))
    migrator.migrate(migrator.add_index('batch', ('product_id', 'batch_number')))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('batch', 'batch_product_id_batch_number'))
    migrator.migrate(migrator.add_index('batch', ('product_id', 'batch_number'), unique=True))
