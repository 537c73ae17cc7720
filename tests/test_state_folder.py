"""Where the state of a warehouse lies."""

from pathlib import Path

from etl.state import State


class TestLayout:
    def test_the_state_of_a_warehouse_lies_beside_its_file(self, tmp_path: Path) -> None:
        state = State.beside(tmp_path / "new" / "news.duckdb")

        assert state.root == tmp_path / "new" / "news.state"
        assert all(folder.is_dir() for folder in (state.readings, state.frames, state.builds))
        assert state.readings.is_relative_to(state.cache)
        assert not state.builds.is_relative_to(state.cache)

    def test_a_published_link_does_not_lead_the_state_astray(self, tmp_path: Path) -> None:
        first = State.beside(tmp_path / "news.duckdb")
        (tmp_path / "news.duckdb").symlink_to(first.builds / "1.duckdb")

        assert State.beside(tmp_path / "news.duckdb") == first
