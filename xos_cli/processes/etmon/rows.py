"""The rows of sFlow and RMON, as the saved file has them.

evidence: capture 11.2 (all but the row of a port, which is inferred)
"""

from typing import Annotated

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table

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


#: The status of an alarm and of an event (RFC 2819, EntryStatus), and the types of samples and of events.
VALID, CREATE, UNDER_CREATION, INVALID = 1, 2, 3, 4
ABSOLUTE, DELTA = 1, 2
NOTHING, LOG, TRAP, LOG_AND_TRAP = 1, 2, 3, 4
#: What an alarm that begins tells of at once.
RISING, FALLING, RISING_OR_FALLING = 1, 2, 3


@table("alarmEntry", key=("alarmIndex",))
class RmonAlarm(NamedTuple):
    """An object that is sampled every *alarmInterval* seconds; *alarmVariable* as ``1.3.6.1``.

    evidence: RFC 2819 (the fields), inferred (the element)
    """

    alarmIndex: int
    alarmInterval: int = 0
    alarmVariable: Plain = ""
    alarmSampleType: Annotated[int, (ABSOLUTE, DELTA)] = ABSOLUTE
    alarmStartupAlarm: Annotated[int, (RISING, FALLING, RISING_OR_FALLING)] = RISING_OR_FALLING
    alarmRisingThreshold: int = 0
    alarmFallingThreshold: int = 0
    alarmRisingEventIndex: int = 0
    alarmFallingEventIndex: int = 0
    alarmOwner: str = ""
    alarmStatus: Annotated[int, (VALID, UNDER_CREATION)] = UNDER_CREATION


@table("eventEntry", key=("eventIndex",))
class RmonEvent(NamedTuple):
    """What an alarm does.  evidence: RFC 2819 (the fields), inferred (the element)"""

    eventIndex: int
    eventDescription: str = ""
    eventType: Annotated[int, (NOTHING, LOG, TRAP, LOG_AND_TRAP)] = NOTHING
    eventCommunity: str = ""
    eventOwner: str = ""
    eventStatus: Annotated[int, (VALID, UNDER_CREATION)] = UNDER_CREATION


@table("rmon_sent", key=("eventIndex",), scope=Scope.LOCAL)
class RmonSent(NamedTuple):
    """When an event happened last, in virtual seconds."""

    eventIndex: int
    at: float


@table("rmon_log", key=("eventIndex", "number"), scope=Scope.LOCAL)
class RmonLog(NamedTuple):
    """An entry of the log of an event."""

    eventIndex: int
    number: int
    at: float
    text: str


@table("rmon_alarm_value", key=("alarmIndex",), scope=Scope.LOCAL)
class RmonAlarmValue(NamedTuple):
    """The last sample of an alarm: *value* is compared, *seen* is what the object was; *side* says which threshold was
    crossed last, *samples* how many were compared.
    """

    alarmIndex: int
    value: int
    seen: int
    side: int = 0
    samples: int = 0
