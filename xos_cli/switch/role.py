"""The role of one MSM: election, master, backup, takeover, and the way out by DOWN.

States and transitions: INIT -> STANDBY -> MASTER (OPERATIONAL on a stand-alone switch) or BACKUP; BACKUP -> MASTER when
the master line is free; MASTER or BACKUP -> DOWN when a user wants it so, which ends in a restart; MASTER -> STANDBY ->
MASTER when a failover is forced without a backup.  FAIL is left by a repair only.  evidence: guide 11.3 p.70-73
"""

from typing import TYPE_CHECKING

from xos_cli.switch.election import Candidate, State, elect
from xos_cli.switch.messages import CheckpointStart, Handover, Hello, Message
from xos_cli.switch.tables import Scope

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: Virtual seconds between two elections without a result, and until a master that stands again has won.
#: evidence: inferred
AGAIN, ALONE = 1.0, 0.5


class Role:
    """The steps by which a node gets and leaves its role."""

    def __init__(self, node: "NodeParts") -> None:
        self.node = node

    # -- the election ------------------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Claim the master line if this node is the best candidate, else become the backup."""
        node = self.node
        if node.state != State.STANDBY:
            return
        candidates = [_candidate(hello) for hello in (node.hello(), node.peer) if hello is not None]
        if elect(candidates) == node.name and node.backplane.claim(node):
            node.backplane.modules.clear()  # a master that boots restarts all modules
            self._become_master()
        elif node.backplane.master is not None:
            self._become_backup()
        else:
            node.clock.after(AGAIN, self.decide)

    def _become_master(self) -> None:
        """Manage the switch: with the active configuration if this node was sent it, else with its own flash."""
        node = self.node
        node.enter(State.MASTER if node.chassis.modular else State.OPERATIONAL)
        if node.checkpoint.configured:
            node.run()
        else:
            node.checkpoint.stop()
            node.boot.load()

    def _become_backup(self) -> None:
        """Become the backup, and ask for the master's configuration and state."""
        node = self.node
        node.enter(State.BACKUP)
        node.config.enter("RUNNING")
        node.running = True
        node.config.load_default()
        if not self.ask_for_checkpoint():
            node.open_login()

    def ask_for_checkpoint(self) -> bool:
        """Ask the master to bring this node in sync; False if it cannot be asked."""
        return self.node.checkpoint.send(CheckpointStart(self.node.flash.listing()))

    # -- a new master ------------------------------------------------------------------------------------------------

    def take_over(self) -> None:
        """Become master in place of one that is gone; state that was not checkpointed is learned again."""
        node = self.node
        if not node.backplane.claim(node):
            return
        checkpoint = node.checkpoint
        if checkpoint.active and not checkpoint.counters["cfgmgr"].done:
            node.config.touch()  # the files are newer than the configuration that was sent before
        checkpoint.stop()
        checkpoint.in_sync = False
        node.store.clear(Scope.STATE, keep_hitless=True)
        if not checkpoint.configured:
            node.config.read()
        self._become_master()

    def ask_for_mastership(self) -> None:
        """Ask the master to hand over: `run msm-failover` was typed on the backup."""
        self.node.checkpoint.send(Handover())

    def stand_again(self) -> None:
        """Stand for election again with the running configuration; the master line stays held, so nobody else wins.

        evidence: reference 10.1 p.276 (STANDBY and a new election)
        """
        self.node.enter(State.STANDBY)
        self.node.clock.after(ALONE, self._win_again)

    def _win_again(self) -> None:
        """Become master again after an election without another candidate."""
        if self.node.state == State.STANDBY and self.node.backplane.claim(self.node):
            self.node.enter(State.MASTER)
            self.node.run()

    # -- down --------------------------------------------------------------------------------------------------------

    def step_down(self) -> None:
        """Hand the switch over and restart (`run msm-failover`)."""
        self.node.backplane.yield_line(self.node)
        self._go_down()
        if not self.node.checkpoint.send(Handover(), self._told):
            self._told()

    def reboot(self) -> None:
        """Restart because a user wants it so; the other node is told before."""
        self._go_down()
        if not self.node.checkpoint.send(self.node.hello(), self._told):
            self._told()

    def _go_down(self) -> None:
        """Enter DOWN, and cancel all pending events.  evidence: guide 11.3 p.71"""
        self.node.drop_events()
        self.node.checkpoint.stop()
        self.node.enter(State.DOWN)

    def _told(self, message: Message | None = None, taken: bool = False) -> None:
        """Schedule the restart: the other node was told, or cannot be told."""
        self.node.clock.after(self.node.chassis.timing.down, self.node.reset)


def _candidate(hello: Hello) -> Candidate:
    """Return a node as it stands for election, by what it says of itself."""
    health = hello.software_health, hello.hardware_health
    return Candidate(hello.name, hello.state, hello.priority, *health, hello.slot)
