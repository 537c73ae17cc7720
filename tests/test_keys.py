"""Keys and ids depend on what a thing is, and on nothing else."""

from schemas.keys import DurableIds, durable_id, surrogate_key


def test_keys_depend_on_the_parts_and_on_where_one_ends() -> None:
    assert surrogate_key("a", 1, None) == surrogate_key("a", 1, None)
    parts = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("abc", None), ("1",), (1,)]
    assert len({surrogate_key(*each) for each in parts}) == len(parts)
    assert all(0 <= surrogate_key(n) < 2**63 for n in range(1000))


def test_keys_are_the_same_in_every_process_and_release() -> None:
    assert surrogate_key("VNM") == 7646214040850219060
    assert durable_id("art", "VNM") == "art-883801a639db6ccb"


def test_an_id_is_the_same_whether_its_first_parts_are_digested_once_or_each_time() -> None:
    ids = DurableIds("men", "art-1", None)
    assert [ids.of("person", 1, 2), ids.of("é")] == [
        durable_id("men", "art-1", None, "person", 1, 2),
        durable_id("men", "art-1", None, "é"),
    ]
