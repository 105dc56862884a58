"""Answer questions about communities and trap receivers."""

from xos_cli.processes.snmpMaster.keys import coded
from xos_cli.processes.snmpMaster.rows import NOTIFY, READ_ONLY, READ_WRITE, Community, TargetAddr
from xos_cli.switch.tables import Store


def _user(readonly: bool) -> str:
    return READ_ONLY if readonly else READ_WRITE


def communities(store: Store, readonly: bool) -> int:
    """Return how many communities may only read, or may read and write."""
    user = coded(_user(readonly))
    return sum(row.snmpCommunitySecurityName == user for row in store.rows(Community))


def receivers(store: Store) -> list[TargetAddr]:
    """Return the targets that every notification goes to."""
    return [row for row in store.rows(TargetAddr) if coded(NOTIFY) == row.snmpTargetAddrTagList]


#: The states of modules as the vendor's MIB numbers them; those of MSMs are in capital letters.
MODULE_STATES = {"Empty": 1, "Mismatch": 3, "Failed": 4, "Fail": 4, "FAIL": 4, "Operational": 5} | {
    "Powered Off": 6,
    "Disabled": 6,
    "DOWN": 6,
    "Booting": 12,
}
UNKNOWN = 7


def module_state(state: str) -> int:
    """Return the number of a module's state."""
    return MODULE_STATES.get(state, UNKNOWN)


def msm_word(state: str, lamp: str) -> str:
    """Return the state of the other MSM as that of a module; *state* "" and its *lamp* where it is not heard."""
    known = {"BACKUP": "Operational", "STANDBY": "Operational", "INIT": "Booting", "": lamp.title()}
    return known.get(state, state)
