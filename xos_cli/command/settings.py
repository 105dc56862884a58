"""Commands that set the fields of a row, declared by the line that `show configuration` prints of them.

    NEIGHBOR = Subject(BgpNeighbor, "bgp-neighbor")
    SETTINGS = (
        Setting(NEIGHBOR, "configure bgp neighbor <address=remoteaddr> weight <weight>"),
        Setting(ROUTER, "enable bgp aggregation", "disable bgp aggregation", flag="aggregation"),
        Entry(NETWORK, "configure bgp add network <prefix=ip_prefix> {network-policy <policy=policy_name>}",
              "configure bgp delete network <prefix=ip_prefix>"),
    )

In angle brackets stand a field of the row and the value or keywords of the command that give it, ``<field=value>``;
``<weight>`` is both.  What stands in braces is printed where a field in it is not what it is at first.  What is not
typed, and a keyword that stands for it (``none``, ``any``, ``automatic``), is the default of the field; without the
fields of the key (``all``) every row is set.  The words outside brackets name the handler, as in the grammar files.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.command.objects import TITLES, missing, the_object
from xos_cli.command.secret_words import SECRETS
from xos_cli.errors import Refusal
from xos_cli.language.grammar import handler
from xos_cli.language.notation import argument_name
from xos_cli.language.values import value
from xos_cli.record import NamedTuple
from xos_cli.switch.secrets import hidden
from xos_cli.switch.tables import Store, info

_PART = re.compile(r"\{([^}]*)\}|([^\s{}]+)")
_FIELD = re.compile(r"<(\w+)(?:=([^>]+))?>")
Handler = Callable[..., None]


class Subject(NamedTuple):
    """What settings are about: the rows of a table.

    *kind*: that of the objects that the rows are, which a command must have created; "" for rows that are there as soon
    as something of them is not as it was at first.  *names*: returns the first part of the key of every row that a
    command sets which names none, where the rows themselves do not say it.  *innate*: the names of objects that every
    switch has.
    """

    table: type[Any]
    kind: str = ""
    names: Callable[[Store], Iterable[str]] | None = None
    innate: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return info(self.table).key

    def default(self, field: str) -> Any:
        """Return what a field is at first."""
        return self.table._field_defaults[field]

    def blank(self, keys: Iterable[Any]) -> Any:
        """Return the row under a key as it is at first."""
        return self.table(**dict(zip(self.key, keys, strict=True)))

    def row(self, call: Call, keys: tuple[Any, ...]) -> Any:
        """Return the row under a key; an object that does not exist is refused."""
        row = call.get(self.table, *keys)
        if row is None and self.kind and keys[-1] not in self.innate:
            raise missing(self.kind, keys[-1])
        return self.blank(keys) if row is None else row

    def key_of(self, row: Any) -> tuple[Any, ...]:
        """Return the key of a row."""
        return tuple([getattr(row, field) for field in self.key])

    def put(self, call: Call, row: Any) -> None:
        """Put a row, or drop it where nothing of it is other than at first."""
        key = self.key_of(row)
        if (self.kind and key[-1] not in self.innate) or row != self.blank(key):
            call.put(row)
        elif call.get(self.table, *key) is not None:
            call.drop(row)


class Field(NamedTuple):
    """A field in a line: its name, and the values and keywords of the command that give it."""

    name: str
    sources: tuple[str, ...]

    def given(self, call: Call, arguments: Mapping[str, Any]) -> Any:
        """Return what a command gives the field; None where it gives nothing."""
        if "vr_name" in self.sources and not arguments.get("vr_name"):
            return call.session.context or None
        for source in self.sources:
            found = arguments.get(argument_name(source))
            if found is True:
                return source
            if found is not None:
                return _kept(call, argument_name(source), found, arguments)
        return None


class Setting:
    """A command that sets fields of rows: *line* is its line, *off* that of the command that sets them back.

    *flag*: the field that says which of the two was typed, 1 or 0.
    """

    always = False  # whether the line is printed of every row

    def __init__(self, subject: Subject, line: str, off: str = "", flag: str = "") -> None:
        self.subject, self.line, self.off, self.flag = subject, line, off, flag

    def handlers(self) -> Iterator[tuple[str, Handler]]:
        """Yield the names of the handlers of its commands, with the handlers."""
        for line, on in ((self.line, True), (self.off, False)):
            if line:
                yield handler(_words(line)), self._handler(line, on)

    def _handler(self, line: str, on: bool) -> Handler:
        act = self.turn_on if on else self.turn_off

        def carry_out(call: Call, **arguments: Any) -> None:
            given = {field.name: field.given(call, arguments) for field in fields_of(line)}
            keys = {field: given.pop(field, None) for field in self.subject.key}
            act(call, self.rows(call, keys, arguments), given)

        carry_out.__doc__ = f"Carry out the command that is declared as `{line}`."
        return carry_out

    @cached_property
    def names(self) -> list[str]:
        """Return the names of the fields that the line sets: those outside the key."""
        return [field.name for field in fields_of(self.line) if field.name not in self.subject.key]

    def rows(self, call: Call, keys: Mapping[str, Any], arguments: Mapping[str, Any]) -> list[Any]:
        """Return the row that a command names; where it names none, or ``all``, each of them."""
        names, key = self.subject.names, self.key(keys)
        if names is not None and not any(keys.values()):
            return [self.subject.row(call, (name, *key[1:])) for name in names(call.store)]
        if arguments.get("all"):
            return [row for row in call.rows(self.subject.table) if self.subject.key_of(row)[:-1] == key[:-1]]
        return [self.subject.row(call, key)]

    def key(self, keys: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return a whole key; a part that is not typed is as it is at first."""
        return tuple([self.subject.default(field) if key is None else key for field, key in keys.items()])

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields that a command sets, those that it does not give as they are at first."""
        defaults = {name: self.subject.default(name) for name in self.names}
        return {name: d if given.get(name) is None else type(d)(given[name]) for name, d in defaults.items()}

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Set the fields to what is given."""
        self._set(call, rows, self.values(given), 1)

    def turn_off(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Clear the flag; the other fields are what they are at first."""
        self._set(call, rows, self.values({}), 0)

    def _set(self, call: Call, rows: list[Any], values: dict[str, Any], flag: int) -> None:
        for row in rows:
            self.subject.put(call, row._replace(**values, **({self.flag: flag} if self.flag else {})))

    # -- show configuration ------------------------------------------------------------------------------------------

    def text(self, row: Any) -> str:
        """Return the line of a row in `show configuration`; "" where it is as it is at first."""
        names = [*self.names, *filter(None, [self.flag])]
        if not self.always and all(getattr(row, name) == self.subject.default(name) for name in names):
            return ""
        return self._print(self.off if self.flag and not getattr(row, self.flag) else self.line, row)

    def _print(self, line: str, row: Any) -> str:
        parts = [
            _FIELD.sub(lambda found: _quoted(getattr(row, found[1])), optional or word)
            for optional, word in _PART.findall(line)
            if not optional or self._differs(optional, row)
        ]
        return " ".join(parts)

    def _differs(self, part: str, row: Any) -> bool:
        names = [name for name, _ in _FIELD.findall(part)]
        return any(getattr(row, name) != self.subject.default(name) for name in names)


class Entry(Setting):
    """A command that creates a row: an object, or an entry of a list; *off* is the line that deletes it."""

    always = True

    def rows(self, call: Call, keys: Mapping[str, Any], arguments: Mapping[str, Any]) -> list[Any]:
        """Return the rows that a command is about; that of a new entry is not there yet."""
        if arguments.get("all") or not any(keys.values()):
            return super().rows(call, keys, arguments)
        key = self.key(keys)
        return [call.get(self.subject.table, *key) or self.subject.blank(key)]

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Put the row; an object that exists is refused."""
        for row in rows:
            if self.subject.kind:
                self._check_new(call, row)
            call.put(row._replace(**self.values(given)))

    def turn_off(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Delete the rows; an object with whatever any process has about it."""
        for row in rows:
            if self.subject.kind:
                self._check_old(call, row)
                call.forget(self.subject.kind, self.name(row))
            if self._there(call, row):
                call.drop(row)

    def name(self, row: Any) -> str:
        """Return the name of the object that a row is."""
        return str(self.subject.key_of(row)[-1])

    def _there(self, call: Call, row: Any) -> bool:
        return call.get(self.subject.table, *self.subject.key_of(row)) is not None

    def _check_new(self, call: Call, row: Any) -> None:
        """Refuse an object that exists.  evidence: inferred (the words)"""
        if self._there(call, row) or self.name(row) in self.subject.innate:
            raise Refusal(f"Error: {TITLES[self.subject.kind]} {self.name(row)} already exists.")

    def _check_old(self, call: Call, row: Any) -> None:
        """Refuse to delete an object that does not exist, or that every switch has.  evidence: inferred (the words)"""
        if self.name(row) in self.subject.innate:
            raise Refusal(f"Error: {TITLES[self.subject.kind]} {self.name(row)} cannot be deleted.")
        if not self._there(call, row):
            raise missing(self.subject.kind, self.name(row))

    def text(self, row: Any) -> str:
        """Return the line of a row; an object that every switch has needs none."""
        return "" if self.name(row) in self.subject.innate else super().text(row)


class NamedEntry(Entry):
    """A command that creates an object whose name follows the rules of names."""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Put the row; a name that exists, or that cannot be one, is refused."""
        for row in rows:
            check_name(TITLES[self.subject.kind], self.name(row))
        super().turn_on(call, rows, given)


def lines(settings: Iterable[Setting], store: Store) -> Iterator[str]:
    """Yield the lines of `show configuration` in the order of the settings, those about the same rows row by row."""
    for subject, group in groupby(settings, key=lambda setting: setting.subject):
        mine = list(group)
        for row in store.rows(subject.table):
            yield from filter(None, [setting.text(row) for setting in mine])


def fields_of(line: str) -> list[Field]:
    """Return the fields of a declared line."""
    return [Field(name, tuple((source or name).split("|"))) for name, source in _FIELD.findall(line)]


def _words(line: str) -> str:
    """Return a declared line without its values."""
    return _FIELD.sub("", line)


def _kept(call: Call, name: str, given: Any, arguments: Mapping[str, Any]) -> Any:
    """Return a value as the row keeps it: objects as they are spelled, secrets encrypted, everything else as text."""
    if name == "slot" and given not in call.chassis.slots:
        raise Refusal(f"Error: Slot {given} is not a valid slot.")
    if isinstance(given, int):
        return given
    if name == "ipaddress" and arguments.get("netmask") is not None:
        from xos_cli.command.address_and_mask import network_of  # a start needs none

        return str(network_of(None, given, arguments["netmask"]))
    if given == "":
        raise Refusal(f"Error: The {name.replace('_', ' ')} cannot be empty.")  # evidence: inferred (that, the words)
    if name in SECRETS and not arguments.get("encrypted"):
        return hidden(given)
    meant = None if name.startswith("new_") else value(name)
    return the_object(call, meant.kind, given) if meant is not None and meant.kind in TITLES else str(given)


def _quoted(text: Any) -> str:
    """Return a value as it is printed: one with blanks in quotes."""
    return f'"{text}"' if " " in str(text) or text == "" else str(text)
