"""Allow and forbid management by a web browser.

evidence: later EXOS (the commands), inferred (the refusal)
"""

from xos_cli.command.call import Call
from xos_cli.processes.thttpd.rows import Thttpd
from xos_cli.processes.vlan.facts import vr_choice


def hidden_configure_thttp_vr(call: Call, all: bool = False, default: bool = False, vr_name: str = "") -> None:
    """Set the virtual router of the web server, as `show configuration` writes it."""
    call.put(call.one(Thttpd)._replace(vrid=vr_choice(call.store, all, vr_name)))


def enable_web_http(call: Call) -> None:
    """Allow management by a web browser."""
    call.put(call.one(Thttpd)._replace(enable=1))


def disable_web_http(call: Call) -> None:
    """Forbid management by a web browser."""
    call.put(call.one(Thttpd)._replace(enable=None))


def enable_web_https(call: Call) -> None:
    """Allow management by a web browser over SSL, which the SSH module brings."""
    call.put(call.one(Thttpd)._replace(https=1))


def disable_web_https(call: Call) -> None:
    """Forbid management by a web browser over SSL."""
    call.put(call.one(Thttpd)._replace(https=None))
