# Masters are looked up by name and code whenever one is typed, scanned or imported.
from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_index('party', ('name',)))
    migrator.migrate(migrator.add_index('product', ('approval_number',)))
    migrator.migrate(migrator.add_index('product', ('barcode',)))
    migrator.migrate(migrator.add_index('product', ('name',)))
    migrator.migrate(migrator.add_index('batch', ('batch_number',)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('batch', 'batch_batch_number'))
    migrator.migrate(migrator.drop_index('product', 'product_name'))
    migrator.migrate(migrator.drop_index('product', 'product_barcode'))
    migrator.migrate(migrator.drop_index('product', 'product_approval_number'))
    migrator.migrate(migrator.drop_index('party', 'party_name'))
