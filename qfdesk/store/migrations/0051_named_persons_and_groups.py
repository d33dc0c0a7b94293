# Named persons and groups, from when until when.
from peewee import *


def up(migrator, db):
    class Department(Model):
        class Meta:
            database = db
            table_name = 'department'

    class Operator(Model):
        class Meta:
            database = db
            table_name = 'operator'

    class Post(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default='')
        initials = TextField(default='')
        name = TextField(default='')
        kind = TextField(default='other')
        person = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        deputy = ForeignKeyField(Operator, null=True, on_delete='RESTRICT')
        department = ForeignKeyField(Department, null=True, on_delete='RESTRICT')
        members = TextField(default='')
        duty = TextField(default='')
        document = TextField(default='')
        since = DateField(null=True)
        until = DateField(null=True)
        class Meta:
            database = db
            table_name = 'post'
    db.create_tables([Post])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('post'))
