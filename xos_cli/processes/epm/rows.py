"""The rows of the process manager: recovery, monitoring and scheduled reboots."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table


@table("epmsysrec")
class SysRecovery(NamedTuple):
    """`configure sys-recovery-level`: *no_reboot* 0 is all, 1 none."""

    no_reboot: int = 0


@table("epmwatchdog")
class Watchdog(NamedTuple):
    """`enable watchdog`."""

    on: int = 1


@table("epmFirmwareInstallationMode")
class FirmwareMode(NamedTuple):
    """`configure firmware`: 0 is install-on-demand, 1 auto-install."""

    mode: int = 0


@table("epmenablecpu")
class CpuMonitoring(NamedTuple):
    """`enable cpu-monitoring`: *interval* in seconds, *threshold* in percent."""

    total: int = 0
    threshold: int = 60
    interval: int = 20


@table("epmdisablecpu")
class CpuMonitoringOff(NamedTuple):
    """`disable cpu-monitoring`: *on* 1 when it was typed."""

    on: int = 0


@table("next_reboot", key=("msm",), scope=Scope.STATE)
class NextReboot(NamedTuple):
    """A scheduled reboot of one MSM, or of the switch (*msm* ""): *at* in seconds, UTC."""

    at: float
    msm: str


@table("epmslotrec", key=("slot",))
class SlotRecovery(NamedTuple):
    """`configure sys-recovery-level slot`: none, reset or shutdown."""

    slot: int
    level: Plain
