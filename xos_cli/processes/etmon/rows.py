"""The rows of sFlow and RMON, as the saved file has them.

evidence: capture 11.2 (all but the row of a port, which is inferred)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, table

NO_ADDRESS, VR = "0.0.0.0", "VR-Mgmt"
#: What a row of the history is: its owner in hexadecimal, its interval in seconds, its buckets.
OWNER, INTERVALS, BUCKETS = "6d:6f:6e:69:74:6f:72", (30, 1800), 50
IF_INDEX = "1.3.6.1.2.1.2.2.1.1"


@table("sflowGlobal")
class SflowGlobal(NamedTuple):
    """sFlow: at most four collectors, each an address, a UDP port and a virtual router."""

    sflowEnable: int = 0
    gPollInterval: int = 20
    globalMaxSampleRate: int = 2000
    defaultSampleRate: int = 8192
    collectorPort2: int = 0
    collectorPort3: int = 0
    collectorIpa2: Plain = NO_ADDRESS
    collectorPort: int = 0
    collectorIpa3: Plain = NO_ADDRESS
    collectorPort4: int = 0
    collectorIpa4: Plain = NO_ADDRESS
    collectorVr: str = VR
    collectorVr2: str = VR
    collectorVr3: str = VR
    collectorVr4: str = VR
    collectorIpa: Plain = NO_ADDRESS
    sflowCfgAgentAddress: Plain = NO_ADDRESS


@table("sflowPort", key=("port",))
class SflowPort(NamedTuple):
    """A port that sFlow samples; *sampleRate* 0 is the default rate: only a port that was never enabled has it."""

    port: Plain
    enable: int = 0
    sampleRate: int = 0


@table("rmonCfg")
class RmonCfg(NamedTuple):
    """RMON: 1 is on, 2 off."""

    enabled: int = 2


@table("historyControl", key=("historyControlIndex",))
class HistoryControl(NamedTuple):
    """An RMON history of a port: how often it is sampled, and how many samples are kept."""

    historyControlIndex: int
    historyControlDataSource: Plain
    historyControlStatus: int = 1
    historyControlOwner: Plain = OWNER
    historyControlBucketsRequested: int = BUCKETS
    historyControlInterval: int = INTERVALS[0]
