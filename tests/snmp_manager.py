"""A manager of SNMP, with the codec of pysnmp: messages to an agent, and what is in its answers."""

from collections.abc import Callable, Iterator
from typing import Any

from pyasn1.codec.ber import decoder
from pysnmp.proto.api import v1, v2c

from xos_cli.processes.snmpMaster.messages import bindings_of, encoded_message
from xos_cli.processes.snmpMaster.mib.objects import Oid, Value

SYSTEM = (1, 3, 6, 1, 2, 1, 1)
NAME = (*SYSTEM, 5, 0)
PDUS = {"get": "GetRequestPDU", "next": "GetNextRequestPDU", "set": "SetRequestPDU", "bulk": "GetBulkRequestPDU"}
#: What can be set: a text, octets, a number, an object identifier.
Content = str | bytes | int | tuple[int, ...] | None
Transport = Callable[[bytes], bytes]


def _value(module: Any, content: Content) -> Any:
    """Return a value as the codec has it: a text or octets, a number, the numbers of an object identifier, or none."""
    if content is None:
        return module.Null("")
    if isinstance(content, int):
        return module.Integer(content) if module is v1 else module.Integer32(content)
    return module.ObjectIdentifier(content) if isinstance(content, tuple) else module.OctetString(content)


class Manager:
    """A manager that asks as *community*, in SNMPv1 (version 0) or v2c (1); *send* returns the answer to a message."""

    def __init__(self, send: Transport, community: str = "public", version: int = 1) -> None:
        self.send, self.community, self.version = send, community.encode(), version

    def message(self, kind: str, *bindings: tuple[Oid, Content], often: int = 10) -> bytes:
        """Return a request as octets."""
        module = v2c if self.version else v1
        pdu = getattr(module, PDUS[kind])()
        api = v2c.apiBulkPDU if kind == "bulk" else module.apiPDU
        api.set_defaults(pdu)
        if kind == "bulk":
            v2c.apiBulkPDU.set_max_repetitions(pdu, often)
        values = [_value(module, content) for _, content in bindings]
        oids = [module.ObjectIdentifier(oid) for oid, _ in bindings]
        api.set_varbinds(pdu, list(zip(oids, values, strict=True)))
        return encoded_message(self.version, self.community, pdu)

    def set(self, *bindings: tuple[Oid, Content]) -> int:
        """Set objects; return the error."""
        answer = self.send(self.message("set", *bindings))
        assert answer
        module = v2c if self.version else v1
        message, _ = decoder.decode(answer, asn1Spec=module.Message())
        return int(module.apiPDU.get_error_status(module.apiMessage.get_pdu(message)))

    def ask(self, kind: str, *oids: Oid, text: str | None = None) -> tuple[int, list[tuple[Oid, Value]]]:
        """Return the error and the objects of an answer."""
        answer = self.send(self.message(kind, *[(oid, text) for oid in oids]))
        assert answer
        module = v2c if self.version else v1
        message, _ = decoder.decode(answer, asn1Spec=module.Message())
        pdu = module.apiMessage.get_pdu(message)
        return int(module.apiPDU.get_error_status(pdu)), list(bindings_of(pdu, self.version))

    def get(self, oid: Oid) -> object:
        """Return the value of an object; the error's number where there is one."""
        error, found = self.ask("get", oid)
        return error or found[0][1].content

    def walk(self, below: Oid = (1, 3)) -> Iterator[tuple[Oid, Value]]:
        """Yield every object below an identifier, in order."""
        here = below
        while True:
            error, ((oid, value),) = self.ask("next", here)
            if error or value.kind == "EndOfMibView" or oid[: len(below)] != below:
                return
            assert oid > here
            here = oid
            yield oid, value
