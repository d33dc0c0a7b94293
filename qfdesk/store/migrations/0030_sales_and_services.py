# Generated from a schema diff on 2026-11-22 11:26.
from peewee import *


def up(migrator, db):
    class Batch(Model):
        class Meta:
            database = db
            table_name = 'batch'

    class Department(Model):
        class Meta:
            database = db
            table_name = 'department'

    class Operator(Model):
        class Meta:
            database = db
            table_name = 'operator'

    class Party(Model):
        class Meta:
            database = db
            table_name = 'party'

    class Product(Model):
        class Meta:
            database = db
            table_name = 'product'

    class Sale(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default='')
        number = TextField(unique=True, default='')
        stage = TextField(default='')
        recorded_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete='RESTRICT')
        handler = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete='RESTRICT')
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete='RESTRICT')
        archive_number = TextField(default='')
        tags = TextField(default='')
        received_at = DateTimeField(null=True)
        sold_at = DateTimeField(null=True)
        buyer = ForeignKeyField(Party, null=True, on_delete='RESTRICT')
        document = TextField(default='')
        product = ForeignKeyField(Product, null=True, on_delete='RESTRICT')
        batch = ForeignKeyField(Batch, null=True, on_delete='RESTRICT')
        expires_on = DateField(null=True)
        quantity = DecimalField(null=True, max_digits=15, decimal_places=3)
        price = DecimalField(null=True, max_digits=15, decimal_places=2)
        amount = DecimalField(null=True, max_digits=15, decimal_places=2)
        place = TextField(default='')
        story = TextField(default='')
        class Meta:
            database = db
            table_name = 'sale'
            indexes = ((('voided_at', 'received_at'), False), (('voided_at', 'stage', 'received_at'), False), (('voided_at', 'number'), False))
    db.create_tables([Sale])

    class Service(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default='')
        number = TextField(unique=True, default='')
        stage = TextField(default='')
        recorded_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete='RESTRICT')
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete='RESTRICT')
        archive_number = TextField(default='')
        tags = TextField(default='')
        received_at = DateTimeField(null=True)
        channel = TextField(default='')
        kind = TextField(default='support')
        place_kind = TextField(default='house')
        customer = ForeignKeyField(Party, null=True, on_delete='RESTRICT')
        contact_name = TextField(default='')
        contact_phone = TextField(default='')
        contact_address = TextField(default='')
        story = TextField(default='')
        promised_on = DateField(null=True)
        product = ForeignKeyField(Product, null=True, on_delete='RESTRICT')
        model = TextField(default='')
        batch = ForeignKeyField(Batch, null=True, on_delete='RESTRICT')
        quantity = DecimalField(null=True, max_digits=15, decimal_places=3)
        bought_on = DateField(null=True)
        department = ForeignKeyField(Department, null=True, on_delete='RESTRICT')
        handler = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        steps = TextField(default='')
        work = TextField(default='')
        parts = TextField(default='')
        served_on = DateField(null=True)
        solved = TextField(default='')
        unfit = BooleanField(default=False)
        cause_kind = TextField(default='')
        cause = TextField(default='')
        result = TextField(default='')
        trip_from = DateField(null=True)
        trip_to = DateField(null=True)
        companions = TextField(default='')
        expenses = DecimalField(null=True, max_digits=15, decimal_places=2)
        filed_at = DateTimeField(null=True)
        filed_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        paid_at = DateTimeField(null=True)
        paid_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        satisfied = TextField(default='')
        opinion = TextField(default='')
        internal_note = TextField(default='')
        class Meta:
            database = db
            table_name = 'service'
            indexes = ((('voided_at', 'received_at'), False), (('voided_at', 'stage', 'received_at'), False), (('voided_at', 'number'), False))
    db.create_tables([Service])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('service'))
    migrator.migrate(migrator.drop_table('sale'))
