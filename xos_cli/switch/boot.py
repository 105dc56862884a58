"""Boot one MSM: print on its console, start its processes, and pass through the states to its role.

evidence: capture 12.5 debug-cfgmgr-show-history and show-process (the order and the times); later EXOS (the boot screen
and the boot events, put into the words of 2005)
"""

import zlib
from typing import TYPE_CHECKING

from xos_cli.switch.counter import Counter
from xos_cli.switch.election import State
from xos_cli.switch.processor import START
from xos_cli.switch.running_process import NODE_MANAGER, RunningProcess

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: What the console shows, by seconds after power-on.
SCREEN: tuple[tuple[float, str], ...] = (
    (0.5, "\n\nPress and hold the <spacebar> to enter the bootstrap.\n"),
    (3.0, "\nStarting Default Bootloader ...\n"),
    (5.0, "\nExtreme Networks\n\nRunning POST... "),
    (14.0, "PASSED\n"),
    (15.0, "\nPress and hold the <spacebar> to enter the bootrom.\n"),
    (20.0, "Loading {image} image ...\n"),
    (45.0, "\nRunning Image ...\n"),
    (
        48.0,
        "\nStarting ExtremeWare XOS {version}\n"
        "Copyright (C) 2000-2005 Extreme Networks. All rights reserved.\n"
        "Protected by US Patent Nos: 6,678,248; 6,104,700; 6,766,482; 6,618,388; 6,034,957\n",
    ),
)

#: Events when a process has started: (severity, event, text).
STARTED: dict[str, tuple[str, str, str]] = {
    "epm": ("Notice", "EPM.start", "EPM Started"),
    "nodemgr": ("Notice", "NM.StrtProc", "The Node Manager (NM) has started processing."),
    "ems": ("Notice", "log.serverStarted", "The Event Management System logging server has started."),
    "devmgr": ("Notice", "DM.Notice", "DM started"),
    "tftpd": ("Info", "tftpd.info", "**** tftpd started *****"),
    "telnetd": ("Info", "telnetd.info", "**** telnetd started *****"),
    "dosprotect": ("Info", "DOSProt.Init", "DOS protect application started successfully"),
    "netLogin": ("Info", "nl.init", "Network Login framework has been initialized"),
    "snmpMaster": ("Info", "SNMP.Master.InitDone", "snmpMaster initialization complete"),
}


class Boot:
    """The boot of one node, from the reset to its role."""

    def __init__(self, node: "NodeParts") -> None:
        self.node = node

    def start(self) -> None:
        """Schedule every step of the boot."""
        node, clock, timing = self.node, self.node.clock, self.node.chassis.timing
        for at, text in SCREEN:
            clock.after(at, self.screen, text)
        for wave in sorted({process.wave for process in node.chassis.processes.values()}):
            clock.after(wave + self.jitter(wave), self.wave, wave)
        clock.after(timing.init, self.initialise)
        clock.after(timing.standby, self.stand)
        clock.after(timing.election, node.role.decide)

    def jitter(self, what: float) -> float:
        """Return 0 to 0.49 seconds, drawn from the seed, the node, the number of its boot, and *what* starts."""
        return zlib.crc32(f"{self.node.seed}/{self.node.name}/{self.node.boots}/{what}".encode()) % 50 / 100

    def screen(self, text: str) -> None:
        """Print one piece of the boot screen."""
        self.node.say(text.format(image=self.node.image, version=self.node.version))

    def wave(self, wave: float) -> None:
        """Start the processes that start *wave* seconds after power-on."""
        for name, process in self.node.chassis.processes.items():
            if process.wave == wave:
                self._start_process(name, process.licensed)

    def _start_process(self, name: str, licensed: bool) -> None:
        node = self.node
        if licensed:
            node.processes[name] = RunningProcess(node.time())
            if not node.chassis.processes[name].kernel:
                node.processor.spend(name, START)
            if name in STARTED:
                node.event(*STARTED[name])
            if name == NODE_MANAGER:
                node.start_channel()

    def catch_up(self, names: list[str]) -> None:
        """Start those of the processes whose time to start has passed: a licence allows them only now."""
        node = self.node
        for name in names:
            process = node.chassis.processes[name]
            if process.licensed and node.processes and node.clock.now >= node.booted_at + process.wave + 1:
                self._start_process(name, process.licensed)
                node.checkpoint.counters.setdefault(name, Counter())
        node.greet()
        node.checkpoint.examine()

    def initialise(self) -> None:
        """Read the selected file, and enter INIT: the hardware is initialised."""
        self.node.config.read()
        self.node.enter(State.INIT)

    def stand(self) -> None:
        """Enter STANDBY: the node is ready for the election."""
        self.node.event("Info", "DM.Info", "Node INIT DONE ....")
        self.node.enter(State.STANDBY)
        self.node.config.enter("BOOT_INIT", "BE_STANDBY")

    def load(self) -> None:
        """Schedule the load of the master's configuration for when every process is connected."""
        node, timing = self.node, self.node.chassis.timing
        node.running = node.login_open = False
        node.config.enter("BOOT_INIT", "BE_PRIMARY")
        node.config.enter("BOOT_WAIT_CONNECT")
        node.config.enter("BOOT_WAIT_CONFIG")
        early = node.clock.now - node.booted_at < timing.config
        node.clock.after(timing.config - timing.election if early else 0.0, self.loading)

    def loading(self) -> None:
        """Enter BOOT_LOADING: the processes get their configuration."""
        self.node.config.enter("BOOT_LOADING")
        self.node.clock.after(self.node.chassis.timing.running - self.node.chassis.timing.config, self.loaded)

    def loaded(self) -> None:
        """Put the configuration in force, and run."""
        self.node.config.load()
        self.node.call("epm", "watchdog_started")
        self.node.event("Notice", "EPM.system_stable", "System is stable. Change to warm reset mode")
        self.node.run()
