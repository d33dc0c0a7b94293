# Generated from a schema diff on 2026-11-22 08:04.
from peewee import *


def up(migrator, db):
    class Attachment(Model):
        register = TextField()
        entry = IntegerField()
        name = TextField()
        stored = TextField(unique=True)
        sha256 = TextField()
        size = IntegerField()
        added_at = DateTimeField()
        added_by = TextField()
        removed_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "attachment"
            indexes = ((("register", "entry"), False),)

    db.create_tables([Attachment])

    class Product(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        initials = TextField(default="")
        name = TextField(default="")
        trade_name = TextField(default="")
        specification = TextField(default="")
        dosage_form = TextField(default="")
        unit = TextField(default="")
        maker = TextField(default="")
        holder = TextField(default="")
        approval_number = TextField(default="")
        barcode = TextField(default="")
        origin = TextField(default="")
        remark = TextField(default="")

        class Meta:
            database = db
            table_name = "product"

    db.create_tables([Product])

    class Party(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        initials = TextField(default="")
        name = TextField(default="")
        kind = TextField(default="person")
        credit_code = TextField(default="")
        main_user = BooleanField(default=False)
        contact = TextField(default="")
        phone = TextField(default="")
        email = TextField(default="")
        address = TextField(default="")
        remark = TextField(default="")

        class Meta:
            database = db
            table_name = "party"

    db.create_tables([Party])

    class Batch(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        initials = TextField(default="")
        batch_number = TextField(default="")
        product = ForeignKeyField(Product, null=True, on_delete="RESTRICT")
        made_on = DateField(null=True)
        expires_on = DateField(null=True)
        supplier = ForeignKeyField(Party, null=True, on_delete="RESTRICT")
        bought = DecimalField(null=True, max_digits=15, decimal_places=3)
        stock = DecimalField(null=True, max_digits=15, decimal_places=3)
        place = TextField(default="")
        remark = TextField(default="")

        class Meta:
            database = db
            table_name = "batch"
            indexes = ((("product", "batch_number"), True),)

    db.create_tables([Batch])

    class Department(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        initials = TextField(default="")
        name = TextField(default="")
        duty = TextField(default="")
        phone = TextField(default="")

        class Meta:
            database = db
            table_name = "department"

    db.create_tables([Department])

    class Operator(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        initials = TextField(default="")
        name = TextField(default="")
        login = TextField(default="")
        role = TextField(default="clerk")
        department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
        phone = TextField(default="")

        class Meta:
            database = db
            table_name = "operator"

    db.create_tables([Operator])

    class BatchIssue(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        number = TextField(unique=True, default="")
        stage = TextField(default="")
        recorded_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        archive_number = TextField(default="")
        tags = TextField(default="")
        received_at = DateTimeField(null=True)
        source = TextField(default="")
        trade_stage = TextField(default="")
        department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
        customer = ForeignKeyField(Party, null=True, on_delete="RESTRICT")
        outlet = TextField(default="")
        product = ForeignKeyField(Product, null=True, on_delete="RESTRICT")
        batch = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
        supplier = ForeignKeyField(Party, null=True, on_delete="RESTRICT")
        goods_state = TextField(default="finished")
        quantity_bought = DecimalField(null=True, max_digits=15, decimal_places=3)
        quantity_stock = DecimalField(null=True, max_digits=15, decimal_places=3)
        quantity_sold = DecimalField(null=True, max_digits=15, decimal_places=3)
        quantity_affected = DecimalField(null=True, max_digits=15, decimal_places=3)
        problem = TextField(default="")
        story = TextField(default="")
        storage = TextField(default="")
        evidence = TextField(default="")
        data = TextField(default="")
        truth = TextField(default="")
        severity = TextField(default="")
        extent = TextField(default="")
        affects_production = BooleanField(default=False)
        scope = TextField(default="")
        suspicion = TextField(default="")
        control = TextField(default="")
        controlled_at = DateTimeField(null=True)
        same_batch = TextField(default="")
        sample_check = TextField(default="")
        institute = TextField(default="")
        cause_kind = TextField(default="")
        cause = TextField(default="")
        responsible = TextField(default="")
        handler = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        department_opinion = TextField(default="")
        department_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        department_at = DateTimeField(null=True)
        quality_opinion = TextField(default="")
        verdict = TextField(default="")
        quality_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        quality_at = DateTimeField(null=True)
        other_opinion = TextField(default="")
        measures = TextField(default="")
        head_told_at = DateTimeField(null=True)
        regulator_told_at = DateTimeField(null=True)
        result = TextField(default="")
        answered_at = DateTimeField(null=True)
        retest_on = DateField(null=True)
        internal_note = TextField(default="")

        class Meta:
            database = db
            table_name = "batch_issue"
            indexes = (
                (("voided_at", "received_at"), False),
                (("voided_at", "stage", "received_at"), False),
                (("voided_at", "number"), False),
            )

    db.create_tables([BatchIssue])

    class Complaint(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        number = TextField(unique=True, default="")
        stage = TextField(default="")
        recorded_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        archive_number = TextField(default="")
        tags = TextField(default="")
        received_at = DateTimeField(null=True)
        channel = TextField(default="")
        kind = TextField(default="quality")
        problem = TextField(default="")
        direction = TextField(default="external")
        trade_stage = TextField(default="")
        outlet = TextField(default="")
        original_kept = BooleanField(default=False)
        simple_query = BooleanField(default=False)
        affects_production = BooleanField(default=False)
        customer = ForeignKeyField(Party, null=True, on_delete="RESTRICT")
        reporter_type = TextField(default="patient")
        contact_name = TextField(default="")
        contact_phone = TextField(default="")
        sex = TextField(default="")
        age = IntegerField(null=True)
        contact_address = TextField(default="")
        identity_proof = TextField(default="")
        confidential = BooleanField(default=False)
        product = ForeignKeyField(Product, null=True, on_delete="RESTRICT")
        batch = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
        quantity = DecimalField(null=True, max_digits=15, decimal_places=3)
        bought_on = DateField(null=True)
        trace_code = TextField(default="")
        evidence = TextField(default="")
        occurred_on = DateField(null=True)
        story = TextField(default="")
        wish = TextField(default="")
        dose = TextField(default="")
        frequency = TextField(default="")
        use_period = TextField(default="")
        look = TextField(default="")
        effect = TextField(default="")
        symptoms = TextField(default="")
        truth = TextField(default="")
        severity = TextField(default="")
        importance = TextField(default="")
        urgency = TextField(default="normal")
        extent = TextField(default="")
        hard = BooleanField(default=False)
        disputed = BooleanField(default=False)
        scope = TextField(default="")
        suspicion = TextField(default="")
        department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
        handler = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        site_visit_on = DateField(null=True)
        sample_check = TextField(default="")
        same_batch = TextField(default="")
        institute = TextField(default="")
        findings = TextField(default="")
        cause_kind = TextField(default="")
        cause = TextField(default="")
        responsible = TextField(default="")
        responsible_person = TextField(default="")
        review = TextField(default="")
        proposed_at = DateTimeField(null=True)
        proposed_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        proposal = TextField(default="")
        measures = TextField(default="")
        corrective = TextField(default="")
        preventive = TextField(default="")
        parallels = TextField(default="")
        leader_opinion = TextField(default="")
        paid_amount = DecimalField(null=True, max_digits=15, decimal_places=2)
        result = TextField(default="")
        decided_at = DateTimeField(null=True)
        decided_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        accepted_at = DateTimeField(null=True)
        accepted_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        informed_at = DateTimeField(null=True)
        promised_on = DateField(null=True)
        contacts = TextField(default="")
        reply_text = TextField(default="")
        reply_channel = TextField(default="")
        replied_at = DateTimeField(null=True)
        superior_told_at = DateTimeField(null=True)
        satisfied = TextField(default="")
        escalated_to = TextField(default="")
        escalated_on = DateField(null=True)
        follow_up = TextField(default="")
        forwarded_to = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
        forwarded_on = DateField(null=True)
        internal_note = TextField(default="")

        class Meta:
            database = db
            table_name = "complaint"
            indexes = (
                (("voided_at", "received_at"), False),
                (("voided_at", "stage", "received_at"), False),
                (("voided_at", "number"), False),
            )

    db.create_tables([Complaint])

    class Counter(Model):
        register = TextField()
        year = IntegerField()
        last = IntegerField()

        class Meta:
            database = db
            table_name = "counter"
            primary_key = CompositeKey("register", "year")

    db.create_tables([Counter])

    class GoodsReturn(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        number = TextField(unique=True, default="")
        stage = TextField(default="")
        recorded_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        archive_number = TextField(default="")
        tags = TextField(default="")
        received_at = DateTimeField(null=True)
        channel = TextField(default="")
        customer = ForeignKeyField(Party, null=True, on_delete="RESTRICT")
        consumer = BooleanField(default=False)
        contact_name = TextField(default="")
        contact_phone = TextField(default="")
        sale_number = TextField(default="")
        sold_on = DateField(null=True)
        invoice = TextField(default="")
        ground = TextField(default="")
        story = TextField(default="")
        product = ForeignKeyField(Product, null=True, on_delete="RESTRICT")
        batch = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
        quantity_sold = DecimalField(null=True, max_digits=15, decimal_places=3)
        quantity_claimed = DecimalField(null=True, max_digits=15, decimal_places=3)
        unit_price = DecimalField(null=True, max_digits=15, decimal_places=2)
        amount = DecimalField(null=True, max_digits=15, decimal_places=2)
        more_goods = TextField(default="")
        quantity_received = DecimalField(null=True, max_digits=15, decimal_places=3)
        arrived_at = DateTimeField(null=True)
        arrived_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        arrival_temperature = DecimalField(null=True, max_digits=15, decimal_places=3)
        vehicle = TextField(default="")
        location = TextField(default="waiting")
        receipt_note = TextField(default="")
        confirmer = TextField(default="")
        department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
        handler = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        confirmation = TextField(default="")
        confirmed_at = DateTimeField(null=True)
        confirmed_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        inspection = TextField(default="")
        inspector = TextField(default="")
        inspected_on = DateField(null=True)
        proposal = TextField(default="")
        disposal = TextField(default="")
        responsible = TextField(default="")
        responsible_person = TextField(default="")
        result = TextField(default="")
        decided_at = DateTimeField(null=True)
        decided_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        refund_amount = DecimalField(null=True, max_digits=15, decimal_places=2)
        refunded_at = DateTimeField(null=True)
        refunded_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        stock_in_number = TextField(default="")
        stock_out_number = TextField(default="")
        follow_by = DateField(null=True)
        visited_on = DateField(null=True)
        satisfied = TextField(default="")
        follow_up = TextField(default="")
        internal_note = TextField(default="")

        class Meta:
            database = db
            table_name = "goods_return"
            indexes = (
                (("voided_at", "received_at"), False),
                (("voided_at", "stage", "received_at"), False),
                (("voided_at", "number"), False),
            )

    db.create_tables([GoodsReturn])

    class History(Model):
        seq = IntegerField(primary_key=True)
        at = DateTimeField()
        who = TextField()
        register = TextField()
        entry = IntegerField()
        number = TextField()
        act = TextField()
        field = TextField(default="")
        before = TextField(default="")
        after = TextField(default="")
        reason = TextField(default="")
        previous = TextField()
        hash = TextField()

        class Meta:
            database = db
            table_name = "history"
            indexes = ((("register", "entry"), False),)

    db.create_tables([History])

    class LedgerInfo(Model):
        key = TextField(primary_key=True)
        value = TextField(default="")

        class Meta:
            database = db
            table_name = "ledger_info"

    db.create_tables([LedgerInfo])

    class RunningClock(Model):
        register = TextField()
        entry = IntegerField()
        number = TextField()
        deadline = TextField()
        due_at = DateTimeField()
        certain = BooleanField(default=True)
        moved = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "running_clock"
            indexes = ((("register", "due_at"), False), (("register", "entry"), False))

    db.create_tables([RunningClock])

    class SearchEntry(Model):
        register = TextField()
        entry = IntegerField()
        number = TextField()
        body = TextField()
        initials = TextField(default="")

        class Meta:
            database = db
            table_name = "search_entry"
            indexes = ((("register", "entry"), True), (("number",), False))

    db.create_tables([SearchEntry])

    class Tie(Model):
        register = TextField()
        entry = IntegerField()
        other_register = TextField()
        other_entry = IntegerField()
        kind = TextField(default="see")

        class Meta:
            database = db
            table_name = "tie"
            indexes = (
                (("register", "entry", "other_register", "other_entry"), True),
                (("other_register", "other_entry"), False),
            )

    db.create_tables([Tie])

    class Visit(Model):
        uid = TextField(unique=True)
        revision = IntegerField(default=1)
        created_at = DateTimeField(null=True)
        changed_at = DateTimeField(null=True)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        number = TextField(unique=True, default="")
        stage = TextField(default="")
        recorded_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(Operator, field=Operator.id, null=True, on_delete="RESTRICT")
        archive_number = TextField(default="")
        tags = TextField(default="")
        received_at = DateTimeField(null=True)
        kind = TextField(default="visit")
        way = TextField(default="visit")
        customer = ForeignKeyField(Party, null=True, on_delete="RESTRICT")
        place = TextField(default="")
        purpose = TextField(default="")
        product = ForeignKeyField(Product, null=True, on_delete="RESTRICT")
        batch = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
        host_name = TextField(default="")
        host_post = TextField(default="")
        host_phone = TextField(default="")
        visitors = TextField(default="")
        chair = TextField(default="")
        attendees = TextField(default="")
        distribution = TextField(default="")
        usage = TextField(default="")
        opinions = TextField(default="")
        story = TextField(default="")
        rivals = TextField(default="")
        resolutions = TextField(default="")
        department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
        handler = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        answer_by = DateField(null=True)
        proposal = TextField(default="")
        proposed_by = ForeignKeyField(Operator, null=True, on_delete="RESTRICT")
        proposed_at = DateTimeField(null=True)
        result = TextField(default="")
        reply_text = TextField(default="")
        replied_at = DateTimeField(null=True)
        satisfied = TextField(default="")
        next_visit_on = DateField(null=True)
        internal_note = TextField(default="")

        class Meta:
            database = db
            table_name = "visit"
            indexes = (
                (("voided_at", "received_at"), False),
                (("voided_at", "stage", "received_at"), False),
                (("voided_at", "number"), False),
            )

    db.create_tables([Visit])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("visit"))
    migrator.migrate(migrator.drop_table("tie"))
    migrator.migrate(migrator.drop_table("search_entry"))
    migrator.migrate(migrator.drop_table("running_clock"))
    migrator.migrate(migrator.drop_table("ledger_info"))
    migrator.migrate(migrator.drop_table("history"))
    migrator.migrate(migrator.drop_table("goods_return"))
    migrator.migrate(migrator.drop_table("counter"))
    migrator.migrate(migrator.drop_table("complaint"))
    migrator.migrate(migrator.drop_table("batch_issue"))
    migrator.migrate(migrator.drop_table("operator"))
    migrator.migrate(migrator.drop_table("department"))
    migrator.migrate(migrator.drop_table("batch"))
    migrator.migrate(migrator.drop_table("party"))
    migrator.migrate(migrator.drop_table("product"))
    migrator.migrate(migrator.drop_table("attachment"))
