# Generated from a schema diff on 2026-11-22 11:56.
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

    class Notice(Model):
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
        kind = TextField(default='order')
        document_number = TextField(default='')
        title = TextField(default='')
        authority = ForeignKeyField(Party, null=True, on_delete='RESTRICT')
        issued_department = ForeignKeyField(Department, null=True, on_delete='RESTRICT')
        issued_on = DateField(null=True)
        way = TextField(default='')
        urgency = TextField(default='normal')
        secrecy = TextField(default='')
        copies = IntegerField(null=True)
        story = TextField(default='')
        asks = TextField(default='')
        answer_by = DateField(null=True)
        product = ForeignKeyField(Product, null=True, on_delete='RESTRICT')
        batch = ForeignKeyField(Batch, null=True, on_delete='RESTRICT')
        goods = TextField(default='')
        proposal = TextField(default='')
        leader_opinion = TextField(default='')
        department = ForeignKeyField(Department, null=True, on_delete='RESTRICT')
        handler = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        readers = TextField(default='')
        unread = IntegerField(null=True)
        told_at = DateTimeField(null=True)
        told_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        read_at = DateTimeField(null=True)
        actions = TextField(default='')
        next_due = DateField(null=True)
        result = TextField(default='')
        answered_at = DateTimeField(null=True)
        done_at = DateTimeField(null=True)
        checked = TextField(default='')
        check_note = TextField(default='')
        checked_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        checked_at = DateTimeField(null=True)
        in_force_on = DateField(null=True)
        valid_until = DateField(null=True)
        version = TextField(default='')
        scope = TextField(default='')
        replaces = TextField(default='')
        replaced_by = TextField(default='')
        review_on = DateField(null=True)
        reviewed_on = DateField(null=True)
        review_note = TextField(default='')
        withdrawn_on = DateField(null=True)
        withdraw_ground = TextField(default='')
        internal_note = TextField(default='')
        class Meta:
            database = db
            table_name = 'notice'
            indexes = ((('voided_at', 'received_at'), False), (('voided_at', 'stage', 'received_at'), False), (('voided_at', 'number'), False))
    db.create_tables([Notice])

    class Survey(Model):
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
        kind = TextField(default='form')
        topic = TextField(default='')
        about = TextField()
        method = TextField(default='')
        information = TextField(default='')
        asked_whom = TextField(default='')
        customer = ForeignKeyField(Party, null=True, on_delete='RESTRICT')
        contact_name = TextField(default='')
        contact_phone = TextField(default='')
        contact_address = TextField(default='')
        product = ForeignKeyField(Product, null=True, on_delete='RESTRICT')
        batch = ForeignKeyField(Batch, null=True, on_delete='RESTRICT')
        origin_number = TextField(default='')
        sent_on = DateField(null=True)
        handed_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        answer_by = DateField(null=True)
        returned_on = DateField(null=True)
        recovered_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        on_quality = TextField(default='')
        on_packing = TextField(default='')
        on_price = TextField(default='')
        on_delivery = TextField(default='')
        on_attitude = TextField(default='')
        on_response = TextField(default='')
        on_handling = TextField(default='')
        on_the_whole = TextField(default='')
        forms_out = IntegerField(null=True)
        forms_back = IntegerField(null=True)
        forms_valid = IntegerField(null=True)
        rate = DecimalField(null=True, max_digits=15, decimal_places=3)
        tally = TextField(default='')
        review_on = DateField(null=True)
        report_by = DateField(null=True)
        questions = TextField(default='')
        reasons = TextField(default='')
        story = TextField(default='')
        rivals = TextField(default='')
        weight_quality = IntegerField(null=True, default=25)
        weight_packing = IntegerField(null=True, default=10)
        weight_price = IntegerField(null=True, default=10)
        weight_delivery = IntegerField(null=True, default=15)
        weight_attitude = IntegerField(null=True, default=15)
        weight_response = IntegerField(null=True, default=10)
        weight_handling = IntegerField(null=True, default=15)
        score = DecimalField(null=True, max_digits=15, decimal_places=3)
        product_score = DecimalField(null=True, max_digits=15, decimal_places=3)
        service_score = DecimalField(null=True, max_digits=15, decimal_places=3)
        handling_score = DecimalField(null=True, max_digits=15, decimal_places=3)
        low = IntegerField(null=True)
        analysis = TextField(default='')
        proposals = TextField(default='')
        department = ForeignKeyField(Department, null=True, on_delete='RESTRICT')
        handler = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        level = TextField(default='')
        reported_at = DateTimeField(null=True)
        reported_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        leader_opinion = TextField(default='')
        decided_by = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        decided_at = DateTimeField(null=True)
        actions = TextField(default='')
        next_due = DateField(null=True)
        contacted_on = DateField(null=True)
        result = TextField(default='')
        view_after = TextField(default='')
        internal_note = TextField(default='')
        class Meta:
            database = db
            table_name = 'survey'
            indexes = ((('voided_at', 'received_at'), False), (('voided_at', 'stage', 'received_at'), False), (('voided_at', 'number'), False))
    db.create_tables([Survey])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('survey'))
    migrator.migrate(migrator.drop_table('notice'))
