# Accounts and roles, pauses, corrections, sealed identities, duties. Whoever was the administrator of a ledger without
# rights could do everything and still can.
from peewee import *


def up(migrator, db):
    class Account(Model):
        operator = IntegerField(unique=True)
        hash = TextField(default="")
        must_change = BooleanField(default=False)
        failures = IntegerField(default=0)
        wait_until = DateTimeField(null=True)
        disabled_at = DateTimeField(null=True)
        last_login_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "account"

    db.create_tables([Account])

    class Correction(Model):
        register = TextField()
        entry = IntegerField()
        number = TextField()
        before = TextField()
        after = TextField()
        reason = TextField()
        state = TextField(default="asked")
        asked_at = DateTimeField()
        asked_by = TextField()
        decided_at = DateTimeField(null=True)
        decided_by = TextField(default="")
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "correction"
            indexes = ((("register", "entry"), False), (("state",), False))

    db.create_tables([Correction])

    class DutyDone(Model):
        duty = TextField()
        period = TextField()
        done_at = DateTimeField()
        done_by = TextField()
        proof = TextField(default="")
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "duty_done"
            indexes = ((("duty", "period"), True),)

    db.create_tables([DutyDone])

    class HistoryText(Model):
        mark = TextField(primary_key=True)
        salt = TextField()
        text = TextField()
        register = TextField()
        entry = IntegerField()
        forgotten_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "history_text"
            indexes = ((("register", "entry"), False),)

    db.create_tables([HistoryText])

    class Pause(Model):
        register = TextField()
        entry = IntegerField()
        waits_for = TextField()
        reason = TextField()
        began_at = DateTimeField()
        began_by = TextField()
        ended_at = DateTimeField(null=True)
        ended_by = TextField(default="")

        class Meta:
            database = db
            table_name = "pause"
            indexes = ((("register", "entry"), False),)

    db.create_tables([Pause])

    class SealHolder(Model):
        register = TextField()
        entry = IntegerField()
        operator = IntegerField()

        class Meta:
            database = db
            table_name = "seal_holder"
            indexes = ((("register", "entry", "operator"), True),)

    db.create_tables([SealHolder])

    migrator.migrate(migrator.rename_column("operator", "role", "roles"))
    db.execute_sql("UPDATE operator SET roles = 'clerk,quality,handler,head,finance,admin' WHERE roles = 'admin'")
    migrator.migrate(migrator.add_column("running_clock", "paused", BooleanField(default=False)))
    migrator.migrate(migrator.add_column("running_clock", "version", IntegerField(default=1)))
    migrator.migrate(migrator.add_column("running_clock", "note", TextField(default="")))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("running_clock", "note"))
    migrator.migrate(migrator.drop_column("running_clock", "version"))
    migrator.migrate(migrator.drop_column("running_clock", "paused"))
    migrator.migrate(migrator.rename_column("operator", "roles", "role"))
    db.execute_sql("UPDATE operator SET role = 'admin' WHERE role LIKE '%%admin%%'")
    migrator.migrate(migrator.drop_table("seal_holder"))
    migrator.migrate(migrator.drop_table("pause"))
    migrator.migrate(migrator.drop_table("history_text"))
    migrator.migrate(migrator.drop_table("duty_done"))
    migrator.migrate(migrator.drop_table("correction"))
    migrator.migrate(migrator.drop_table("account"))
