"""The rows of ESRP.

evidence: capture 11.2 (the row of the whole switch), inferred (the rows of a domain)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table

STANDARD, EXTENDED = 1, 2


HELLO, POLICY = 2, "ports > track > priority > mac"


@table("esrpCreateGlobalCfg")
class EsrpGlobal(NamedTuple):
    """The ESRP mode of the switch: *version* 1 is standard, 2 extended."""

    enableEsrp: int = 1
    enableAutoDomains: int = 0
    enablePortTlv: int = 0
    version: int = EXTENDED


@table("esrpDomain", key=("name",))
class EsrpDomain(NamedTuple):
    """A group of VLANs with one master: *domainId* 0 is the tag of its master VLAN, *hello* in seconds."""

    name: str
    enable: int = 0
    domainId: int = 0
    group: int = 0
    priority: int = 0
    hello: int = HELLO
    policy: str = POLICY


@table("esrpVlan", key=("domain", "vlanName"), refs={"domain": "esrp", "vlanName": "vlan"})
class EsrpVlan(NamedTuple):
    """A VLAN of a domain: its master (*master* 1) or a member."""

    domain: str
    vlanName: str
    master: int = 0
