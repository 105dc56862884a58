"""Every moment of one whole checkpoint, combined with everything that can happen at it."""

import os
from collections.abc import Callable, Iterator
from functools import partial

from redundancy.hands import FAULTS, Hands
from redundancy.promises import promise

from xos_cli import Switch

#: The whole form, every moment with every event, is run by hand: ``XOS_SWEEP=0/1``; ``1/4`` is its second quarter.
#: The quick form takes so many moments, and at each of them one event of so many.
PART, PARTS = (int(number) for number in os.environ.get("XOS_SWEEP", "0/0").split("/"))
MOMENTS, EACH = 10, 9
A, B = "MSM-A", "MSM-B"


def _flicker(hands: Hands) -> None:
    hands.channel(up=False)
    hands.channel(up=True)


def _power_cycle(hands: Hands) -> None:
    hands.power(on=False)
    hands.power(on=True)


def _question(hands: Hands) -> None:
    hands.ask("save configuration work")
    hands.pass_time(5.0)
    hands.answer("y")


def _twice(hands: Hands) -> None:
    hands.save("test.cfg", select=True)
    hands.remove_file("work.cfg")
    hands.use("primary.cfg")


EVENTS: dict[str, Callable[[Hands], None]] = {
    "remove A": lambda hands: hands.remove(A),
    "remove B": lambda hands: hands.remove(B),
    "fail A": lambda hands: hands.fail(A),
    "fail B": lambda hands: hands.fail(B),
    "cut": lambda hands: hands.channel(up=False),
    "cut and join": _flicker,
    "power": _power_cycle,
    "reboot": lambda hands: hands.reboot(),
    "reboot A": lambda hands: hands.reboot("A"),
    "reboot B": lambda hands: hands.reboot("B"),
    "failover": lambda hands: hands.fail_over(force=False),
    "forced failover": lambda hands: hands.fail_over(force=True),
    "create": lambda hands: hands.create("blue"),
    "delete": lambda hands: hands.delete("red"),
    "setting": lambda hands: hands.set("disable watchdog"),
    "save": lambda hands: hands.save("primary.cfg", select=False),
    "save and select": lambda hands: hands.save("work.cfg", select=True),
    "save, remove, use": _twice,
    "copy": lambda hands: hands.copy("primary.cfg", "work.cfg"),
    "move": lambda hands: hands.move("test.cfg", "work.cfg"),
    "remove a file": lambda hands: hands.remove_file("test.cfg"),
    "get": lambda hands: hands.get("work.cfg", "test.cfg"),
    "use": lambda hands: hands.use("test.cfg"),
    "schedule": lambda hands: hands.schedule(cancel=False),
    "cancel": lambda hands: hands.schedule(cancel=True),
    "question": _question,
    "process of A": lambda hands: hands.kill("vlan", A),
    "process of B": lambda hands: hands.kill("vlan", B),
    "hang A": lambda hands: hands.hang(A),
    "hang B": lambda hands: hands.hang(B),
    **{fault: partial(Hands.disturb, fault=fault) for fault in FAULTS},
    "nothing": lambda hands: hands.pass_time(1.0),
}


def checkpoint() -> Hands:
    """MSM-B has just become the backup: since it was in sync a file was removed, one made, one changed, and VLANs."""
    hands = Hands(Switch())
    hands.create("red")
    hands.save("primary.cfg", select=True)
    hands.copy("primary.cfg", "test.cfg")
    hands.copy("primary.cfg", "work.cfg")
    hands.put("test.cfg")
    hands.schedule(cancel=False)
    hands.remove(B)
    hands.create("green")
    hands.remove_file("work.cfg")
    hands.save("test.cfg", select=False)
    hands.insert(B)
    while hands.switch.nodes[B].state != "BACKUP":
        hands.pass_time(1.0)
    return hands


def moments(hands: Hands) -> Iterator[int]:
    """Let one transition after the other happen until the MSMs are in sync."""
    number = 0
    while not hands.switch.in_sync:
        yield number
        hands.switch.step()
        hands.see()
        number += 1


def combined(hands: Hands, event: str) -> None:
    """Have the event happen, mend everything, and have the other MSM take over: nothing is lost on the way."""
    if event not in FREE or hands.free:
        EVENTS[event](hands)
    hands.pass_time(2.0)
    hands.recover()
    if hands.free:
        hands.look_at_schedule()
    leader = hands.model.seen.master
    hands.remove(leader)
    promise(hands.model.seen.running is not None, "nobody took over", event)
    hands.look_at_schedule()


#: Events for which somebody types.
FREE = set(EVENTS) - {"remove A", "remove B", "fail A", "fail B", "cut", "cut and join", "power", "nothing"}
FREE -= {"hang A", "hang B", *FAULTS}


def sweep() -> int:
    """Combine the moments with the events; the number of runs."""
    hands, runs, names = checkpoint(), 0, list(EVENTS)
    hands.snapshot("begin")
    every = PARTS or max(1, sum(1 for _ in moments(hands)) // MOMENTS)
    each = 1 if PARTS else EACH
    hands.restore("begin")
    for number in moments(hands):
        if number % every != PART:
            continue
        hands.snapshot("moment")
        for event in names[number // every % each :: each]:
            hands.restore("moment")
            combined(hands, event)
            runs += 1
        hands.restore("moment")
    return runs


def test_every_moment_with_every_event() -> None:
    """Whatever happens at whatever moment, the promises are kept, and the switch comes back in sync."""
    runs = sweep()
    print(f"{runs} runs")
    assert runs >= len(EVENTS)
