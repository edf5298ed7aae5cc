import os
import signal

import dask
import distributed
import pytest

from scale import crew
from scale.cluster import Cluster
from scale.crew import Done, Lost, NoCluster, WrongCode, hire, is_passing
from tests.scale import works
from tests.scale.clusters import cluster


@pytest.fixture(scope="module")
def two():
    # A process that dies at once, before it has come up, is soon missed.
    with dask.config.set({"distributed.deploy.lost-worker-timeout": "2s"}), hire(workers=2) as found:
        yield found


@pytest.fixture(autouse=True)
def look_often(monkeypatch):
    monkeypatch.setattr("scale.cluster.LOOK_SECONDS", 1)
    monkeypatch.setattr("scale.cluster.FETCH_SECONDS", 10)


def test_alone_in_order_and_an_error_is_raised():
    with hire() as alone:
        assert list(alone.run(works.double, [1, 2, 3])) == [Done(1, 2), Done(2, 4), Done(3, 6)]
        with pytest.raises(ValueError, match="three is too many"):
            list(alone.run(works.fail_on_three, range(5)))


def test_two_processes_do_what_one_does_and_what_fails_is_told(two):
    assert sorted(done.result for done in two.run(works.double, range(20))) == [2 * number for number in range(20)]
    done = {one.item: one.result for one in two.run(works.fail_on_three, range(5))}
    assert {item: result for item, result in done.items() if item != 3} == {0: 0, 1: 1, 2: 2, 4: 4}
    assert (done[3].why, type(done[3].error)) == ("ValueError: three is too many", ValueError)


def test_partitions_are_taken_a_few_at_a_time(two):
    taken = []

    def stream():
        for number in range(100):
            taken.append(number)
            yield number

    running = two.run(works.double, stream())
    next(running)
    assert len(taken) <= 4
    running.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_passing_error_is_tried_again(tmp_path, monkeypatch, two, workers):
    monkeypatch.setattr(crew, "PAUSES", (0.0, 0.0))
    with hire() as alone:
        found = alone if workers == 1 else two
        assert sorted(done.result for done in found.run(works.fail_first, [(str(tmp_path), n) for n in (1, 2)])) == [
            1,
            2,
        ]


def test_errors_that_do_not_pass():
    assert not is_passing(FileNotFoundError(2, "no such file"))
    assert not is_passing(OSError(28, "No space left on device"))
    assert not is_passing(ValueError("no"))
    assert is_passing(TimeoutError("slow"))
    assert is_passing(OSError(5, "Input/output error"))


def test_a_killed_worker_changes_nothing(tmp_path, two):
    done = list(two.run(works.die_first, [(str(tmp_path), number) for number in range(4)]))
    assert sorted(one.result for one in done) == [0, 1, 2, 3]
    assert len(list(tmp_path.iterdir())) == 2


def test_the_one_thing_that_kills_is_found_and_the_rest_is_done(tmp_path, two):
    items = [(str(tmp_path), tuple(range(start, start + 4))) for start in (0, 4, 8, 12)]
    done = list(two.run(works.die_on_13, items, works.halves))
    lost = [one.item[1] for one in done if isinstance(one.result, Lost)]
    good = sorted(number for one in done if not isinstance(one.result, Lost) for number in one.result)
    assert lost == [(13,)]
    assert good == [number for number in range(16) if number != 13]
    assert [one.result.error for one in done if isinstance(one.result, Lost)] == [None]


class Finished:
    """A future that is done, of which Dask's client gives no result any more."""

    status = "finished"
    released = False

    def __init__(self, error):
        self.error = error

    def result(self, timeout):
        assert timeout > 0
        raise self.error

    def release(self):
        self.released = True


@pytest.mark.parametrize(
    ("error", "deaths"),
    [(TimeoutError(), 1), (distributed.KilledWorker("work-1", None, 2), 3)],
)
def test_a_result_lost_with_its_worker_is_a_death_and_no_endless_wait(error, deaths):
    future = Finished(error)
    assert Cluster(None, "a cluster")._result(future).deaths == deaths
    assert future.released


def test_what_cannot_be_cut_is_given_up_and_the_others_are_done(tmp_path, two):
    items = [(str(tmp_path), (number,)) for number in (12, 13, 14)]
    done = {one.item[1]: one.result for one in two.run(works.die_on_13, items)}
    assert (done[12,], done[14,]) == ((12,), (14,))
    assert "was killed" in done[13,].why


def test_a_worker_with_other_code_ends_the_run(two):
    with pytest.raises(WrongCode, match="pipeline 2, this run 1"):
        list(two.run(works.not_ours, range(5)))


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("scale.cluster.CONNECT_SECONDS", 1)
    with (
        pytest.raises(NoCluster, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"),
        hire(scheduler="tcp://127.0.0.1:9"),
    ):
        pass
    with pytest.raises(NoCluster, match="no Dask scheduler at nonsense"), hire(scheduler="nonsense://x:1"):
        pass


def test_a_cluster_by_address_and_one_that_goes_away(tmp_path):
    with cluster(tmp_path) as (address, lead, _), hire(scheduler=address) as found:
        assert sorted(done.result for done in found.run(works.double, range(5))) == [0, 2, 4, 6, 8]
        running = found.run(works.wait_a_while, range(5))
        os.kill(lead.pid, signal.SIGKILL)
        with pytest.raises(NoCluster, match=f"{address} went away"):
            next(running)


def test_a_scheduler_without_workers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("scale.cluster.FIRST_WORKER_SECONDS", 1)
    with cluster(tmp_path) as (address, _, hands):
        hands.terminate()
        hands.wait(timeout=60)
        with pytest.raises(NoCluster, match="has no workers"), hire(scheduler=address):
            pass
