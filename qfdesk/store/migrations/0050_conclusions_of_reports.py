# Conclusions written for reports, one row a version.
from peewee import *


def up(migrator, db):
    class ReportText(Model):
        id = AutoField()
        report = TextField()
        period = TextField()
        department = IntegerField(default=0)
        version = IntegerField()
        text = TextField()
        at = DateTimeField()
        who = TextField()

        class Meta:
            database = db
            table_name = "report_text"
            indexes = ((("report", "period", "department", "version"), True),)

    db.create_tables([ReportText])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("report_text"))
