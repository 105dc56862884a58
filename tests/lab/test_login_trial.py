"""`:login`: what a login by telnet comes to."""

import pytest

from xos_cli.errors import LabError
from xos_cli.lab.network import NetworkLab
from xos_cli.lab.start import network_lab


def test_a_login_is_tried() -> None:
    """Rights and time where it succeeds, the switch's words where not; no session stays."""
    lab = network_lab("drill-login", "2005-11-01 09:00:00", 0)
    assert isinstance(lab, NetworkLab)
    assert lab.execute(":login guest guest").startswith("guest: user, after 0.")
    assert lab.execute(":login alice spring").startswith("alice: Login incorrect, after 0.")
    lab.network.cable_at("dialup").cut()
    assert lab.execute(":login admin").startswith("admin: administrator, after 3.0")
    master = lab.network.machines["core"].master
    assert master is not None
    assert not [login for login in master.sessions.values() if login.kind == "telnet"]
    with pytest.raises(LabError, match=":login NAME"):
        lab.execute(":login")
