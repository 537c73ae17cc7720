"""The lock that lets one run at a time write. Locks and kills are real, between real processes."""

import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.state import Holder, RunLock, State
from tests.processes import let_go, line, python

HOLD = """
    import sys
    from pathlib import Path
    from etl.state import RunLock, State
    def on_wait(holder):
        print("waits for", holder.run_id, flush=True)
    with RunLock(State.beside(Path(sys.argv[1]))).hold(sys.argv[2], on_wait) as killed:
        print("holds after", killed, flush=True)
        sys.stdin.read()
"""


def nobody(holder: Holder | None) -> None:
    pytest.fail(f"should not have to wait for {holder}")


class TestRunLock:
    @pytest.fixture
    def warehouse(self, tmp_path: Path) -> Path:
        return tmp_path / "news.duckdb"

    @pytest.fixture
    def lock(self, warehouse: Path) -> RunLock:
        return RunLock(State.beside(warehouse))

    def test_after_a_clean_exit_nobody_was_killed(self, lock: RunLock) -> None:
        with lock.hold("first", nobody) as killed:
            assert killed is None
        with pytest.raises(ZeroDivisionError), lock.hold("second", nobody):
            _ = 1 / 0
        with lock.hold("third", nobody) as killed:
            assert killed is None

    @pytest.mark.slow
    def test_a_second_run_waits_and_is_told_once_for_whom(self, warehouse: Path, lock: RunLock) -> None:
        other = python(HOLD, warehouse, "first")
        assert line(other) == "holds after None"
        waited: list[Holder | None] = []

        def on_wait(holder: Holder | None) -> None:
            waited.append(holder)
            let_go(other)

        with lock.hold("second", on_wait) as killed:
            assert killed is None
        assert other.wait(120) == 0

        (holder,) = waited
        assert holder is not None
        assert (holder.run_id, holder.pid) == ("first", other.pid)
        assert timedelta(0) < datetime.now(UTC) - holder.started_at < timedelta(minutes=1)

    @pytest.mark.slow
    def test_the_next_holder_learns_which_run_was_killed(self, warehouse: Path, lock: RunLock) -> None:
        other = python(HOLD, warehouse, "first")
        assert line(other) == "holds after None"
        other.kill()
        other.wait(120)

        with lock.hold("second", nobody) as killed:
            assert killed == "first"
        with lock.hold("third", nobody) as killed:
            assert killed is None

    @pytest.mark.slow
    @pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
    def test_a_wait_can_be_interrupted(self, warehouse: Path, lock: RunLock, sent: signal.Signals) -> None:
        with lock.hold("first", nobody):
            other = python(HOLD, warehouse, "second")
            assert line(other) == "waits for first"
            other.send_signal(sent)
            assert other.wait(120) != 0
        with lock.hold("third", nobody) as killed:
            assert killed is None

    @pytest.mark.slow
    def test_children_that_outlive_a_killed_run_do_not_hold_its_lock(self, warehouse: Path, lock: RunLock) -> None:
        parent = python(
            """
            import os, subprocess, sys, time
            from pathlib import Path
            from etl.state import RunLock, State
            with RunLock(State.beside(Path(sys.argv[1]))).hold("parent", print):
                if not os.fork():
                    os.write(1, b"%d\\n" % os.getpid())  # print may take two writes, and another come between
                    time.sleep(60)
                    os._exit(0)
                started = subprocess.Popen(["sleep", "60"], close_fds=False)
                os.write(1, b"%d\\n" % started.pid)
                time.sleep(60)
            """,
            warehouse,
        )
        children = [int(line(parent)), int(line(parent))]
        parent.kill()
        parent.wait(120)
        try:
            with lock.hold("next", nobody) as killed:
                assert killed == "parent"
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)  # fails unless the child was alive

    @pytest.mark.slow
    def test_a_forked_child_that_leaves_the_block_leaves_the_lock_alone(self, warehouse: Path, lock: RunLock) -> None:
        parent = python(
            """
            import os, sys, time
            from pathlib import Path
            from etl.state import RunLock, State
            with RunLock(State.beside(Path(sys.argv[1]))).hold("parent", print):
                child = os.fork()
                if not child:
                    sys.exit()
                _, status = os.waitpid(child, 0)
                print("child has left with", status, flush=True)
                time.sleep(60)
            """,
            warehouse,
        )
        assert line(parent) == "child has left with 0"
        second = python(HOLD, warehouse, "second")
        let_go(second)
        assert line(second) == "waits for parent"
        parent.kill()
        parent.wait(120)
        assert line(second) == "holds after parent"
        assert second.wait(120) == 0

    def test_a_signature_cut_off_by_a_kill_is_nobodys(self, warehouse: Path, lock: RunLock) -> None:
        State.beside(warehouse).lock.write_text('{"run_id": "fir')

        with lock.hold("second", nobody) as killed:
            assert killed is None
