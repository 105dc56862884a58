"""The events there are: those that this switch raises, by component, and what each of them takes.  Those of STP would
be of frames that its ports receive, and none does.

evidence: guide 11.3 p.201 (all of STP), guide 11.0 p.140, capture 12.5 and later EXOS (names and severities of the
others), inferred (their parameters), recalled (titles and thresholds of components)
"""

from xos_cli.record import NamedTuple


class Event(NamedTuple):
    """A condition of a component; *parameters* that its text is made of."""

    name: str
    severity: str
    parameters: int = 0

    @property
    def parts(self) -> tuple[str, str, str]:
        """Return component, subcomponent ("" for none) and condition of an event."""
        component, *sub, condition = self.name.split(".")
        return component, ".".join(sub), condition


class Component(NamedTuple):
    """A part of the software that raises events, or (``vlan.msgs``) a part of one; down to which severity they pass."""

    name: str
    title: str
    threshold: str


COMPONENTS = (
    Component("AAA", "Authentication, Authorization, Accounting", "Info"),
    Component("CLI", "Command Line Interface", "Info"),
    Component("cm", "Configuration Manager", "Warning"),
    Component("cm.file", "CM file operation events", "Warning"),
    Component("DM", "Device Manager", "Info"),
    Component("DOSProt", "Denial of Service Protection", "Info"),
    Component("EDP", "Extreme Discovery Protocol", "Error"),
    Component("ELRP", "Extreme Loop Recovery Protocol", "Warning"),
    Component("ELRP.Report", "ELRP report", "Warning"),
    Component("EPM", "Extreme Process Manager", "Info"),
    Component("EPM.Msg", "EPM messages", "Info"),
    Component("FDB", "Forwarding Data Base", "Info"),
    Component("HAL", "Hardware Abstraction Layer", "Info"),
    Component("HAL.Card", "HAL Card State Driver", "Info"),
    Component("LLDP", "Link Layer Discovery Protocol", "Error"),
    Component("log", "Log server messages", "Info"),
    Component("nl", "Network Login", "Info"),
    Component("NM", "Node Manager", "Info"),
    Component("SNMP", "Simple Network Management Protocol", "Info"),
    Component("SNMP.Master", "SNMP Master", "Info"),
    Component("STP", "Spanning-Tree Protocol (STP)", "Error"),
    Component("STP.InBPDU", "STP In BPDU subcomponent", "Warning"),
    Component("STP.OutBPDU", "STP Out BPDU subcomponent", "Warning"),
    Component("STP.System", "STP System subcomponent", "Error"),
    Component("telnetd", "Telnet server", "Info"),
    Component("tftpd", "TFTP server", "Info"),
    Component("vlan", "Vlan mgr", "Info"),
    Component("vlan.msgs", "Messages", "Info"),
)

EVENTS = (
    Event("AAA.accountLockout", "Warning", 1),
    Event("AAA.authFail", "Warning", 2),
    Event("AAA.authPass", "Info", 2),
    Event("AAA.createAccount", "Info", 2),
    Event("AAA.logout", "Info", 2),
    Event("CLI.logLocalCmd", "Info", 3),
    Event("CLI.logRemoteCmd", "Info", 4),
    Event("cm.file.loadFail", "Error", 2),
    Event("cm.file.syncFail", "Warning", 2),
    Event("cm.file.version", "Warning", 1),
    Event("cm.file.Warning", "Warning", 1),
    Event("DM.Error", "Error", 1),
    Event("DM.Info", "Info", 1),
    Event("DM.Notice", "Notice", 1),
    Event("DM.Warning", "Warning", 1),
    Event("NM.NodeStateFail", "Error", 1),
    Event("DOSProt.Init", "Info"),
    Event("EDP.NbrAdd", "Debug-Summary", 2),
    Event("EDP.NbrRemove", "Debug-Summary", 2),
    Event("ELRP.Report.Message", "Warning", 6),
    Event("EPM.Msg.proc_exit", "Critical", 1),
    Event("EPM.Warning", "Warning", 1),
    Event("EPM.start", "Notice"),
    Event("EPM.system_stable", "Notice"),
    Event("EPM.wdg_disable", "Info"),
    Event("EPM.wdg_enable", "Info"),
    Event("FDB.dupIpAddr", "Warning", 2),
    Event("HAL.Card.Info", "Info", 1),
    Event("HAL.Card.Warning", "Warning", 1),
    Event("LLDP.NbrAdd", "Debug-Summary", 2),
    Event("LLDP.NbrRemove", "Debug-Summary", 2),
    Event("log.serverStarted", "Notice"),
    Event("nl.init", "Info"),
    Event("NM.StrtProc", "Notice"),
    Event("SNMP.Master.InitDone", "Info"),
    Event("STP.InBPDU.Drop", "Error", 2),
    Event("STP.InBPDU.Dump", "Debug-Data", 3),
    Event("STP.InBPDU.Trace", "Debug-Verbose", 2),
    Event("STP.InBPDU.Ign", "Debug-Summary", 2),
    Event("STP.InBPDU.Mismatch", "Warning", 2),
    Event("STP.System.PortState", "Debug-Summary", 3),
    Event("STP.System.Root", "Debug-Summary", 2),
    Event("STP.System.TopologyChange", "Debug-Summary", 1),
    Event("telnetd.info", "Info", 1),
    Event("tftpd.info", "Info", 1),
    Event("vlan.msgs.portLinkStateDown", "Info", 1),
    Event("vlan.msgs.portLinkStateUp", "Info", 3),
)
