"""Who becomes master.  evidence: guide 11.3 p.70-71 (what counts, in which order)"""

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.switch.election import LEAST_HARDWARE_HEALTH, LEAST_SOFTWARE_HEALTH, Candidate, State, elect, quality

STANDING = st.builds(
    Candidate,
    name=st.just("MSM"),
    state=st.just(State.STANDBY),
    priority=st.integers(0, 100),
    software_health=st.integers(LEAST_SOFTWARE_HEALTH, 49),
    hardware_health=st.integers(LEAST_HARDWARE_HEALTH, 7),
    slot=st.integers(0, 1),
)
A = Candidate("MSM-A", State.STANDBY, 0, 49, 7, 0)
B = Candidate("MSM-B", State.STANDBY, 0, 49, 7, 1)


def test_slot_a_wins_among_equals() -> None:
    """With nothing else between them the MSM in slot A is master."""
    assert elect([A, B]) == elect([B, A]) == "MSM-A"


def test_nobody_stands() -> None:
    """Without a node in STANDBY nobody is elected."""
    assert elect([]) is None
    for state in (State.INIT, State.DOWN, State.FAIL, State.MASTER, State.BACKUP):
        assert elect([A._replace(state=state)]) is None
        assert elect([A._replace(state=state, priority=1), B]) == "MSM-B"


def test_lower_priority_is_better_and_none_is_worst() -> None:
    """1 beats 100, 100 beats none configured."""
    assert elect([A._replace(priority=2), B._replace(priority=1)]) == "MSM-B"
    assert elect([A, B._replace(priority=100)]) == "MSM-B"
    assert elect([A._replace(priority=100), B._replace(priority=100)]) == "MSM-A"


def test_priority_counts_before_health() -> None:
    """Among the fit the priority decides, then software, then hardware."""
    sick = B._replace(software_health=LEAST_SOFTWARE_HEALTH, hardware_health=LEAST_HARDWARE_HEALTH)
    assert elect([A, sick._replace(priority=5)]) == "MSM-B"
    assert elect([A._replace(software_health=48), B._replace(hardware_health=1)]) == "MSM-B"
    assert elect([A._replace(hardware_health=6), B]) == "MSM-B"


def test_the_unfit_do_not_win_by_priority() -> None:
    """Below the least health of either kind no priority helps, but one is better than no master."""
    for unfit in (
        A._replace(priority=1, software_health=LEAST_SOFTWARE_HEALTH - 1),
        A._replace(priority=1, hardware_health=LEAST_HARDWARE_HEALTH - 1),
    ):
        assert elect([unfit, B]) == "MSM-B"
        assert elect([unfit]) == "MSM-A"


@given(a=STANDING, b=STANDING)
def test_both_nodes_come_to_the_same_result(a: Candidate, b: Candidate) -> None:
    """Whoever counts first, the same node wins: the order of candidates never matters."""
    a, b = a._replace(name="MSM-A", slot=0), b._replace(name="MSM-B", slot=1)
    assert quality(a) != quality(b)
    assert elect([a, b]) == elect([b, a])


@given(a=STANDING, b=STANDING, better=st.integers(1, 100))
def test_a_better_priority_never_loses(a: Candidate, b: Candidate, better: int) -> None:
    """Of two fit nodes the one with the better priority wins, whatever else they are."""
    winner, loser = a._replace(name="winner", priority=better), b._replace(name="loser", priority=0)
    assert elect([winner, loser]) == "winner"
