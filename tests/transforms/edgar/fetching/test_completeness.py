from hypothesis import given
from hypothesis import strategies as st

from transforms.edgar.fetching.completeness import exit_code, slice_status

KEYS = st.sets(st.sampled_from("abcdefgh"))


def test_a_slice_is_complete_when_everything_selected_is_processed_or_explained():
    status = slice_status(
        "2024Q1",
        {"a", "b", "c"},
        stored={"a"},
        not_available={"b": "HTTP 404"},
        rejected={"c": "not-a-zip"},
        processed={"a"},
    )
    assert status.is_complete
    assert (status.in_index, status.in_store, status.processed) == (3, 1, 1)
    assert status.not_available == {"HTTP 404": 1}
    assert status.rejected == {"not-a-zip": 1}
    assert exit_code([status]) == 0


def test_what_is_only_in_the_store_is_unexplained():
    status = slice_status("2024Q1", ["b", "a"], stored=["a", "b"])
    assert status.unexplained == ("a", "b")
    assert exit_code([slice_status("2024Q2", []), status]) == 1


def test_a_slice_without_index_is_not_complete():
    assert exit_code([slice_status("2024Q1", [], is_indexed=False)]) == 1


def test_what_was_not_selected_does_not_count():
    status = slice_status("d", ["a"], stored=["z"], rejected={"z": "x"}, processed=["a", "z"])
    assert (status.in_index, status.in_store, status.processed) == (1, 0, 1)
    assert status.rejected == {}


@given(KEYS, KEYS, KEYS, KEYS)
def test_every_selected_filing_counts_exactly_once(selected, absent, refused, processed):
    status = slice_status(
        "d",
        selected,
        not_available=dict.fromkeys(absent, "HTTP 404"),
        rejected=dict.fromkeys(refused, "x"),
        processed=processed,
    )
    explained = sum(status.not_available.values()) + sum(status.rejected.values())
    assert (
        status.processed + explained + len(status.unexplained) == status.in_index == len(selected)
    )
    assert status.is_complete == (selected <= absent | refused | processed)
