"""The events there are: those that this switch raises, by component, and what each of them takes.  Those of STP would
be of frames that its ports receive, and none does.

evidence: guide 11.3 p.201 (all of STP), guide 11.0 p.140, capture 12.5 and later EXOS (names and severities of the
others), inferred (their parameters), recalled (titles and thresholds of components)
"""

from xos_cli.record import NamedTuple


class EventType(NamedTuple):
    """A condition that a component reports; its text is made of *parameters*."""

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
    Component("AAA.RADIUS", "RADIUS client", "Info"),
    Component("AAA.TACACS", "TACACS+ client", "Info"),
    Component("CLEARFlow", "CLEAR-Flow", "Info"),
    Component("CLI", "Command Line Interface", "Info"),
    Component("CNA", "Converged Network Analyzer agent", "Info"),  # evidence: inferred
    Component("cm", "Configuration Manager", "Warning"),
    Component("cm.file", "CM file operation events", "Warning"),
    Component("DM", "Device Manager", "Info"),
    Component("DOSProt", "Denial of Service Protection", "Info"),
    Component("EAPS", "Ethernet Automatic Protection Switching", "Info"),
    Component("EAPS.SharedPort", "EAPS shared ports", "Info"),
    Component("EDP", "Extreme Discovery Protocol", "Error"),
    Component("ELRP", "Extreme Loop Recovery Protocol", "Warning"),
    Component("ELRP.Report", "ELRP report", "Warning"),
    Component("EPM", "Extreme Process Manager", "Info"),
    Component("EPM.Msg", "EPM messages", "Info"),
    Component("ESRP", "Extreme Standby Router Protocol", "Info"),
    Component("etmon", "Traffic monitoring", "Info"),
    Component("etmon.RMON", "Remote monitoring", "Info"),
    Component("FDB", "Forwarding Data Base", "Info"),
    Component("HAL", "Hardware Abstraction Layer", "Info"),
    Component("HAL.Card", "HAL Card State Driver", "Info"),
    Component("KERN", "Kernel messages", "Error"),
    Component("LACP", "Link Aggregation Control Protocol", "Info"),
    Component("LLDP", "Link Layer Discovery Protocol", "Error"),
    Component("log", "Log server messages", "Info"),
    Component("nl", "Network Login", "Info"),
    Component("netTools", "Network tools", "Info"),
    Component("netTools.DHCP", "BOOTP and DHCP client", "Info"),
    Component("netTools.DNS", "DNS client", "Info"),
    Component("NM", "Node Manager", "Info"),
    Component("OSPF", "Open Shortest Path First", "Warning"),
    Component("pm", "Policy Manager", "Info"),
    Component("POE", "Power over Ethernet", "Info"),  # evidence: inferred
    Component("RIP", "Routing Information Protocol", "Error"),
    Component("SNMP", "Simple Network Management Protocol", "Info"),
    Component("SNMP.Master", "SNMP Master", "Info"),
    Component("SNTP", "Simple Network Time Protocol", "Info"),
    Component("STP", "Spanning-Tree Protocol (STP)", "Error"),
    Component("STP.InBPDU", "STP In BPDU subcomponent", "Warning"),
    Component("STP.OutBPDU", "STP Out BPDU subcomponent", "Warning"),
    Component("STP.System", "STP System subcomponent", "Error"),
    Component("telnetd", "Telnet server", "Info"),
    Component("tftpd", "TFTP server", "Info"),
    Component("vlan", "Vlan mgr", "Info"),
    Component("vlan.msgs", "Messages", "Info"),
    Component("VRRP", "Virtual Router Redundancy Protocol", "Info"),
)

EVENTS = (
    EventType("AAA.accountLockout", "Warning", 1),
    EventType("AAA.authFail", "Warning", 2),
    EventType("AAA.authPass", "Info", 2),
    EventType("AAA.createAccount", "Info", 2),
    EventType("AAA.logout", "Info", 2),
    EventType("AAA.RADIUS.answer", "Info", 2),
    EventType("AAA.RADIUS.badAuthenticator", "Warning", 1),
    EventType("AAA.RADIUS.noAnswer", "Warning", 1),
    EventType("AAA.TACACS.answer", "Info", 3),
    EventType("AAA.TACACS.badPacket", "Warning", 1),
    EventType("AAA.TACACS.noAnswer", "Warning", 2),
    EventType("AAA.TACACS.notAuthorized", "Warning", 2),
    EventType("CLEARFlow.CommandFailed", "Error", 2),
    EventType("CLEARFlow.Message", "Info", 1),
    EventType("CLEARFlow.State", "Debug-Summary", 4),
    EventType("CLEARFlow.Trap", "Info", 2),
    EventType("CLI.logLocalCmd", "Info", 3),
    EventType("CLI.logRemoteCmd", "Info", 4),
    EventType("CNA.lost", "Warning", 1),
    EventType("CNA.registered", "Info", 1),
    EventType("CNA.result", "Info", 4),
    EventType("CNA.test", "Info", 4),
    EventType("cm.file.loadFail", "Error", 2),
    EventType("cm.file.syncFail", "Warning", 2),
    EventType("cm.file.version", "Warning", 1),
    EventType("cm.file.Warning", "Warning", 1),
    EventType("DM.Error", "Error", 1),
    EventType("DM.Info", "Info", 1),
    EventType("DM.Notice", "Notice", 1),
    EventType("DM.Warning", "Warning", 1),
    EventType("NM.NodeStateFail", "Error", 1),
    EventType("DOSProt.Init", "Info"),
    EventType("DOSProt.Notify", "Notice"),
    EventType("DOSProt.Alert", "Warning"),
    EventType("EAPS.DmnInfo", "Info", 3),
    EventType("EAPS.FailTimerExp", "Critical", 1),
    EventType("EAPS.SharedPort.SegTimerExp", "Warning", 2),
    EventType("EAPS.SharedPort.State", "Info", 3),
    EventType("EDP.NbrAdd", "Debug-Summary", 2),
    EventType("EDP.NbrRemove", "Debug-Summary", 2),
    EventType("ELRP.Report.Message", "Warning", 6),
    EventType("EPM.Msg.proc_exit", "Critical", 1),
    EventType("EPM.cpu", "Warning", 2),
    EventType("EPM.Warning", "Warning", 1),
    EventType("EPM.start", "Notice"),
    EventType("EPM.system_stable", "Notice"),
    EventType("EPM.wdg_disable", "Info"),
    EventType("EPM.wdg_enable", "Info"),
    EventType("ESRP.LoopDetected", "Warning", 1),
    EventType("ESRP.StateChange", "Info", 3),
    EventType("etmon.RMON.alarm", "Info", 4),
    EventType("FDB.dupIpAddr", "Warning", 2),
    EventType("HAL.Card.Error", "Error", 1),
    EventType("HAL.Card.Info", "Info", 1),
    EventType("HAL.Card.Warning", "Warning", 1),
    EventType("KERN.Info", "Info", 5),
    EventType("LACP.AddPortToAggr", "Info", 1),
    EventType("LACP.RemPortFromAggr", "Info", 1),
    EventType("LLDP.NbrAdd", "Debug-Summary", 2),
    EventType("LLDP.NbrRemove", "Debug-Summary", 2),
    EventType("log.serverStarted", "Notice"),
    EventType("netTools.DHCP.bound", "Info", 3),
    EventType("netTools.DHCP.expired", "Warning", 2),
    EventType("netTools.DHCP.refused", "Warning", 2),
    EventType("netTools.DNS.notResolved", "Warning", 2),
    EventType("nl.init", "Info"),
    EventType("nl.ClientAuthFailure", "Notice", 4),
    EventType("nl.ClientAuthenticated", "Info", 6),
    EventType("nl.ClientUnauthenticated", "Info", 5),
    EventType("NM.StrtProc", "Notice"),
    EventType("OSPF.CfgErr", "Warning", 3),
    EventType("OSPF.DRChg", "Info", 3),
    EventType("OSPF.IfStChg", "Debug-Summary", 3),
    EventType("OSPF.LSDBOvrflw", "Warning", 1),
    EventType("OSPF.NbrStChg", "Info", 4),
    EventType("OSPF.Restart", "Notice", 1),
    EventType("pm.notLoaded", "Error", 2),  # evidence: inferred
    EventType("POE.Warning", "Warning", 3),
    EventType("RIP.NbrAdd", "Debug-Summary", 2),
    EventType("RIP.NbrRemove", "Debug-Summary", 2),
    EventType("RIP.RouteAdd", "Debug-Summary", 4),
    EventType("RIP.RouteRemove", "Debug-Summary", 2),
    EventType("SNMP.Master.AuthFail", "Warning", 1),
    EventType("SNMP.Master.InitDone", "Info"),
    EventType("SNMP.Master.ReqDropSNMPDsbl", "Error"),
    EventType("SNMP.Master.trapSent", "Debug-Summary", 1),
    EventType("SNTP.RslvSrvrFail", "Warning", 1),
    EventType("STP.InBPDU.Drop", "Error", 2),
    EventType("STP.InBPDU.Dump", "Debug-Data", 3),
    EventType("STP.InBPDU.Trace", "Debug-Verbose", 2),
    EventType("STP.InBPDU.Ign", "Debug-Summary", 2),
    EventType("STP.InBPDU.Mismatch", "Warning", 2),
    EventType("STP.System.PortState", "Debug-Summary", 3),
    EventType("STP.System.Root", "Debug-Summary", 2),
    EventType("STP.System.TopologyChange", "Debug-Summary", 1),
    EventType("telnetd.RejConn", "Warning", 3),  # evidence: inferred
    EventType("telnetd.info", "Info", 1),
    EventType("tftpd.info", "Info", 1),
    EventType("vlan.msgs.portLinkStateDown", "Info", 1),
    EventType("vlan.msgs.portLinkStateUp", "Info", 3),
    EventType("vlan.msgs.redundantPort", "Info", 3),
    EventType("VRRP.StateChange", "Info", 4),
    EventType("VRRP.TrackFail", "Info", 4),
    EventType("VRRP.TrackPass", "Info", 4),
)
