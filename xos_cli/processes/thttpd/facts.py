"""Answer where the web server listens, and with which certificate."""

from typing import TYPE_CHECKING

from xos_cli.processes.epm.facts import module_runs
from xos_cli.processes.thttpd.rows import Thttpd, ThttpdSsl
from xos_cli.switch.secrets import revealed

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: TCP port of the web server over SSL.
HTTPS = 443


def web_port(node: "NodeParts", vr: str) -> int:
    """Return the TCP port on which this MSM answers browsers in a virtual router, 0 where it does not."""
    row = node.store.one(Thttpd)
    return row.port if row.enable and row.vrid in ("all", vr) and node.works("thttpd") else 0


def https_port(node: "NodeParts", vr: str) -> int:
    """Return the TCP port on which this MSM answers browsers over SSL in a virtual router, 0 where it does not.

    Without a certificate and its key it answers nobody.  evidence: inferred
    """
    row = node.store.one(Thttpd)
    ready = row.https and row.vrid in ("all", vr) and node.works("thttpd") and module_runs(node, "ssh")
    return HTTPS if ready and key_matches(node.store.one(ThttpdSsl)) else 0


def key_matches(row: ThttpdSsl) -> bool:
    """Return whether the key is that of the certificate; the switch makes both together."""
    if row.certificate and row.privkey:
        from xos_cli.processes.thttpd import pem

        return pem.certificate(row.certificate)[1] == pem.modulus(revealed(row.privkey))
    return bool(row.privkeylen)


def subject(row: ThttpdSsl) -> str:
    """Return the subject of the certificate: ``C=US, O=lab, CN=core``, "" without one."""
    if row.certificate:
        from xos_cli.processes.thttpd import pem

        names = pem.certificate(row.certificate)[0]
    else:
        own = {"C": row.country, "O": row.organization, "CN": row.commonName}
        names = {name: word for name, word in own.items() if word}
    return ", ".join(f"{name}={word}" for name, word in names.items())
