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
