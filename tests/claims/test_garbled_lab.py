"""Frames that were changed arrive before the right ones, in every situation of the lab: nothing raises, nothing hangs.

A few hundred frames here.  By hand: ``XOS_FRAMES=100000 python -m pytest -s tests/claims/test_garbled_lab.py``.
"""

import contextlib
import os
import random
import traceback
from time import perf_counter

from claims import probes
from claims.lab import Lab, Situation, plans
from claims.observe import Watch
from garbled_frames import Garbler

from xos_cli.errors import XosError

COUNT = int(os.environ.get("XOS_FRAMES", "200"))
#: Situations that are looked at in every run; more frames are sent in all of them.
QUICK = ("dot1x",)
SERVICES = [
    "enable telnet",
    "configure dns-client add name-server 10.9.9.9 vr VR-Default",
    "configure sntp-client primary server 10.9.9.9 vr VR-Default",
    "enable sntp-client",
    "configure syslog 10.9.9.9 vr VR-Default local0",
    "enable log target syslog 10.9.9.9 vr VR-Default local0",
    "enable syslog",
    "enable lldp ports all",
]
#: Times that the same situation is looked at, each with other changes.
MOST = 400


def stir(lab: Lab, watch: Watch, dice: random.Random) -> None:
    """Let something happen that sends frames of many kinds."""
    hosts = lab.network._inside.hosts
    hosts["client"].browser.log_in("alice", "wonder")
    supplicant = hosts["pc4"].supply("carol", "reads")
    supplicant.begin()
    hosts["pc1"].browser.visit(f"http://{dice.choice(('10.1.1.1', '10.1.1.1/x?y'))}/")
    lab.network.advance(3.0)
    for step in (probes.datagrams, probes.traffic, probes._polls, probes.logins):
        step(lab, watch)
    lab.network.advance(40.0)
    supplicant.log_off()
    lab.network.advance(5.0)


def enter(lab: Lab, situation: Situation) -> None:
    """Configure a situation, and the services that send frames beside it; some refuse what it has already."""
    lab.enter(situation)
    for line in SERVICES:
        with contextlib.suppress(XosError):
            lab.type(line)


def test_garbled_frames_in_any_situation() -> None:
    """No frame raises anything, whatever is in it."""
    lab, found, began, faults, sent = Lab(), plans(), perf_counter(), list[str](), 0
    names = [name for name in found.situations if COUNT > 1000 or name in QUICK]
    start = lab.network.snapshot()
    for place, name in enumerate(names, 1):
        lab.network.restore(start)
        enter(lab, found.situations[name])
        inside, number = lab.network.snapshot(), 0
        while sent < COUNT * place // len(names) and number < MOST:
            number += 1
            lab.network.restore(inside)
            garbler = Garbler(lab.network._inside, random.Random(f"{name} {number}"), 0.5)
            try:
                stir(lab, Watch(lab, "stp"), random.Random(number))
            except Exception:
                faults.append(traceback.format_exc())
                print(faults[-1], flush=True)
            sent += garbler.sent
        print(f"{name}: {sent} frames so far, {perf_counter() - began:.1f} s", flush=True)
    assert faults == []
