"""The header of a query file: comments read as entries, each checked against the text below them.

See `catalogue.py` for an example of a header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.errors import ParameterError, TableError
from untoc_graph.sparql.parameters import TYPES, Parameter, read_term
from untoc_graph.sparql.term_text import written_as

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ASKERS", "VALUES_LINE", "Header"]

ASKERS: Final = {
    "L": "treaty lawyer in a central authority",
    "U": "UNODC staff",
    "R": "researcher",
    "J": "journalist",
    "N": "NGO analyst",
    "D": "data engineer",
}

# A parameter stands in the text as inline data in a line of its own.
VALUES_LINE: Final = re.compile(
    r"(?P<indent>\s*)VALUES\s+[?$](?P<name>\w+)\s*\{(?P<terms>.*)\}\s*", re.IGNORECASE
)

_REQUIRED: Final = ("title", "description", "asked by", "tags")
_KEYS: Final = (*_REQUIRED, "question", "param NAME")
_NO_TYPE: Final = "not a type; a type is a collection such as participant, or date, year, integer, string"
_ENTRY: Final = re.compile(r"# ?(?P<key>[A-Za-z][\w +]*?)\s*:\s*(?P<value>.*)")
_CONTINUATION: Final = re.compile(r"#\s{2,}(?P<value>\S.*)")
_PARAM: Final = re.compile(r"(?P<type>[\w-]+)\s*=\s*(?P<example>.+?)\s+--\s+(?P<about>.+)")


@dataclass(frozen=True)
class _Entry:
    line: int
    value: str


class Header:
    """The comments at the top of a query file, read entry by entry.

    Raises:
        TableError: a line is no entry, or an entry is missing, empty or stands twice.
    """

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.split("\n")
        self._entries = self._read_entries()
        for key in _REQUIRED:
            if key not in self._entries:
                raise self._error(1, "", f'the header has no "# {key}: …"; add that line')

    def text_of(self, key: str) -> str:
        """Return what an entry says, in one line."""
        return self._entries[key].value

    def tags(self) -> tuple[str, ...]:
        """Return the words between the commas of `tags`."""
        return tuple(tag.strip() for tag in self._entries["tags"].value.split(",") if tag.strip())

    def questions(self) -> tuple[int, ...]:
        """Return the numbers of `question`, none where there is no such entry.

        Raises:
            TableError: one is not a number.
        """
        numbers = self._words("question")
        for number in numbers:
            if not (number.isascii() and number.isdigit()):
                raise self._error(self._entries["question"].line, number, "not the number of a question")
        return tuple(map(int, numbers))

    def askers(self) -> tuple[str, ...]:
        """Return the letters of `asked by`.

        Raises:
            TableError: one is not in `ASKERS`.
        """
        letters = self._words("asked by")
        for letter in letters:
            if letter not in ASKERS:
                reason = "not one of " + ", ".join(f"{key} ({who})" for key, who in ASKERS.items())
                raise self._error(self._entries["asked by"].line, letter, reason)
        return letters

    def parameters(self) -> tuple[Parameter, ...]:
        """Return the declared parameters, each compared with its VALUES line.

        Raises:
            TableError: a declaration cannot be read, has no VALUES line or another example there, or a VALUES
                line is not declared.
        """
        found = self._values_lines()
        declared = [
            self._parameter(key.removeprefix("param "), entry)
            for key, entry in self._entries.items()
            if key.startswith("param ")
        ]
        for parameter, line in declared:
            expected = "VALUES ?{} {{ {} }}".format(
                parameter.name, " ".join(map(written_as, parameter.examples))
            )
            if parameter.name not in found:
                raise self._error(line, parameter.name, f"no line of its own has `{expected}`; add it")
            values_line, written = found.pop(parameter.name)
            if written.split() != expected.split()[3:-1]:
                raise self._error(
                    values_line, parameter.name, f"differs from the example; write `{expected}`"
                )
        for name, (line, _) in found.items():
            cure = f"add `# param {name}: TYPE = EXAMPLE -- meaning`, or give constant data several lines"
            raise self._error(line, name, f"not declared; {cure}")
        return tuple(parameter for parameter, _ in declared)

    def _words(self, key: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^,\s]+", self._entries[key].value if key in self._entries else ""))

    def _read_entries(self) -> dict[str, _Entry]:
        entries: dict[str, _Entry] = {}
        last = ""
        for line, content in enumerate(self._lines, start=1):
            if not content.startswith("#"):
                break
            if content.strip() == "#":
                continue
            if continuation := _CONTINUATION.fullmatch(content.rstrip()):
                if not last:
                    raise self._error(line, "", "goes on with no entry; begin with `# title: …`")
                entries[last] = _Entry(entries[last].line, f"{entries[last].value} {continuation['value']}")
                continue
            entry = _ENTRY.fullmatch(content.rstrip())
            if not entry:
                raise self._error(line, "", "not `# key: value`; keys are " + ", ".join(_KEYS))
            last = " ".join(entry["key"].split())
            if last not in {*_REQUIRED, "question"} and not re.fullmatch(r"param \w+\+?", last):
                raise self._error(line, last, "not a key of the header; keys are " + ", ".join(_KEYS), _KEYS)
            if last.removesuffix("+") in {key.removesuffix("+") for key in entries}:
                raise self._error(line, last, "stands twice; keep one")
            entries[last] = _Entry(line, entry["value"].strip())
        for key, entry_read in entries.items():
            if not entry_read.value:
                raise self._error(entry_read.line, key, "has no value")
        return entries

    def _parameter(self, name: str, entry: _Entry) -> tuple[Parameter, int]:
        parts = _PARAM.fullmatch(entry.value)
        if not parts:
            raise self._error(entry.line, name, f"write `# param {name}: TYPE = EXAMPLE -- meaning`")
        kind, many = parts["type"], name.endswith("+")
        if kind not in TYPES:
            raise self._error(entry.line, kind, _NO_TYPE, TYPES)
        # A text may hold blanks, so a list of texts has one example.
        written = parts["example"].split() if many and kind != "string" else [parts["example"]]
        try:
            examples = tuple(read_term(kind, word) for word in written)
        except ParameterError as error:
            raise self._error(entry.line, parts["example"], f"the example is {error}") from None
        return Parameter(name.removesuffix("+"), kind, many, examples, parts["about"]), entry.line

    def _values_lines(self) -> dict[str, tuple[int, str]]:
        """Return line and terms of each `VALUES ?name { … }` that has a line of its own."""
        found: dict[str, tuple[int, str]] = {}
        for line, content in enumerate(self._lines, start=1):
            match = VALUES_LINE.fullmatch(content)
            if not match:
                continue
            if match["name"] in found:
                first = found[match["name"]][0]
                raise self._error(
                    line, match["name"], f"has its VALUES twice, first in line {first}; keep one"
                )
            found[match["name"]] = (line, match["terms"])
        return found

    def _error(self, line: int, value: str, reason: str, known: Iterable[str] = ()) -> TableError:
        return TableError(self._file, line, "", value, reason, known)
