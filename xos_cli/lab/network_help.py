"""The lab commands of a network, as `:help` lists and explains them."""

from xos_cli.lab.help import COMMANDS, LabCommand

NETWORK_COMMANDS: dict[str, LabCommand] = COMMANDS | {
    "console": LabCommand(
        ":console SWITCH {msm-a | msm-b} | msm-a | msm-b",
        "Go to another console",
        "Each console has its own login, prompt number and history.  In the shell, Ctrl+T goes through all of them.",
    ),
    "wait": LabCommand(
        ":wait <seconds> | quiet | in-sync | booted",
        "Let virtual time pass",
        "It passes at once.  Quiet is when no frame or message is in flight and nothing is pending but repetitions "
        "and time limits.  A wait that can never end is refused.",
    ),
    "network": LabCommand(
        ":network {add switch NAME CHASSIS | add host NAME ADDRESS END {gateway A} | cable END END | unplug END | "
        "save FILE}",
        "Draw the network, or change it",
        "The picture shows the switches, hosts and cables, which links are up, which ports block, and where probes "
        'run.  An end is a host, or a switch and a port: "core 1:1".',
    ),
    "cable": LabCommand(
        ":cable cut END {one-way} | join END | loss END SHARE | delay END SECONDS",
        "Break, repair or impair a cable",
        "With one-way only what this end sends is lost.",
    ),
    "ping": LabCommand(
        ":ping HOST ADDRESS {count N} {dscp N}",
        "Ping from a host",
        "It prints how many requests were sent, answered and lost, and the times that they took.",
    ),
    "traceroute": LabCommand(
        ":traceroute HOST ADDRESS",
        "Trace the route from a host to an address",
        "It lists the routers on the way; * stands for one that does not answer.",
    ),
    "login": LabCommand(
        ":login NAME {PASSWORD}",
        "Try a login by telnet at this switch",
        "It prints whether the name and password are taken, with which rights, and the seconds that it took; the "
        "session ends at once.",
    ),
    "host": LabCommand(
        ":host NAME open URL | login USER PASSWORD {URL} | logout | close | dot1x USER PASSWORD | logoff | renew",
        "Open a page or log in to the network at a host",
        "Open shows the title of a page, of the web server of a switch for example.  "
        "Login opens a page and fills in the login page that comes instead; logout uses the window that it opened, and "
        "close closes that.  Dot1x and logoff speak 802.1X with EAP-MD5.  Renew gives the address up and asks DHCP for "
        "another one.",
    ),
    "traffic": LabCommand(
        ":traffic {HOST HOST {every SECONDS} {dscp N} | stop}",
        "Send probes from one host to another",
        "Without words it prints the probes sent, received and lost, the longest gap, and the path they take.",
    ),
    "capture": LabCommand(
        ":capture END FILE | stop",
        "Write the frames at an end of a cable to a pcap file",
        "Wireshark opens the file.  Stop ends all captures.",
    ),
    "events": LabCommand(
        ":events {stp,...}",
        "List what happened on the switches",
        "With names only the events of these components.",
    ),
    "packet": LabCommand(
        ":packet PORT SOURCE DESTINATION {tcp PORT | udp PORT | icmp TYPE}",
        "Explain what the switch does with a packet",
        "Step by step: VLAN, the entries of access lists that match, STP, FDB or route, ARP, outgoing port, or what "
        "drops it.  There can follow: protocol N, source-port N, tcp-flags N, dscp N, "
        "tag N, priority N.",
    ),
}
