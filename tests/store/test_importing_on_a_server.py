"""Importing, merging and the trail on PostgreSQL, for a shop with several PCs."""

from __future__ import annotations

import pytest

pytest.importorskip("psycopg")

from tests.desk.test_importing import (  # noqa: F401
    test_a_dry_run_says_what_would_be_and_changes_nothing,
    test_a_sales_ledger_is_understood_by_its_headers,
    test_an_import_is_taken_back_as_a_whole_and_the_history_says_so,
    test_one_wrong_row_keeps_all_out,
    test_what_the_rules_of_the_register_refuse_is_told_by_row,
)
from tests.desk.test_merging import (  # noqa: F401
    test_a_record_of_the_same_case_is_void_and_its_files_are_shown_with_the_kept_one,
    test_merging_products_merges_their_batches_of_one_number,
)
from tests.desk.test_trails import (  # noqa: F401
    test_a_batch_without_a_product_has_a_trail,
    test_a_return_against_a_recall_is_counted_once,
)
from tests.store.test_on_a_server import desk, pattern, place, server  # noqa: F401

pytestmark = pytest.mark.postgres
