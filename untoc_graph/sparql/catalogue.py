"""The query catalogue: each `.rq` file of a folder as the question it answers, with its parameters.

A file is plain SPARQL; its header is comments, so that any endpoint runs it as it stands:

    # title: Which participants are bound by an instrument today?
    # description: One row a participant, with the day and the act;
    #   a line that is indented goes on with the entry above it.
    # question: 1
    # asked by: J
    # tags: status, parties
    # param instrument: instrument = instrument:untoc -- the instrument asked about
    # param route+: participant = participant:LBY participant:ITA -- a list of states

Each parameter stands in the text once, in a line of its own: `VALUES ?instrument { instrument:untoc }`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from untoc_graph.errors import CallError, ParameterError, TableError, UnknownQueryError
from untoc_graph.sparql.parameters import Parameter, Value, near_names
from untoc_graph.sparql.query_header import VALUES_LINE, Header
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Catalogue", "CatalogueQuery", "Values", "bind", "parse_query"]

Values: TypeAlias = Mapping[str, Value | Iterable[Value]]

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class CatalogueQuery:
    """A question of the catalogue.

    Attributes:
        name: what `untoc query` takes: the file name without `.rq`.
        title: the question in a sentence.
        description: what the rows are and what to mind.
        questions: numbers of the questions that it answers.
        asked_by: letters of those who ask it, see `query_header.ASKERS`.
        tags: words to find it by.
        parameters: in the order of the header.
        text: the whole file, which runs as it stands.
    """

    name: str
    title: str
    description: str
    questions: tuple[int, ...]
    asked_by: tuple[str, ...]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        Raises:
            ParameterError: there is none; the message has the nearest names.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        hint = near_names(name, [parameter.name for parameter in self.parameters])
        raise ParameterError(f'query "{self.name}" has no parameter "{name}"; {hint}')


def bind(query: CatalogueQuery, values: Values) -> str:
    """Return the text of `query` with `values` in the place of the examples.

    A parameter without a value keeps the example of the file. Lines keep their numbers.

    Raises:
        ParameterError: a parameter does not exist, or a value is not of its type.

    >>> query = parse_query("bound.rq", '''# title: Is it bound?
    ... # description: Yes or no.
    ... # asked by: J
    ... # tags: status
    ... # param who: participant = participant:ITA -- the state
    ... PREFIX participant: <https://w3id.org/untoc/participant/>
    ... ASK {
    ...   VALUES ?who { participant:ITA }
    ...   ?who ?p ?o
    ... }''')
    >>> bind(query, {"who": "ROU"}).splitlines()[7]
    '  VALUES ?who { <https://w3id.org/untoc/participant/ROU> }'
    """
    terms = {name: query.parameter(name).terms(given) for name, given in values.items()}
    lines = query.text.split("\n")
    for index, line in enumerate(lines):
        found = VALUES_LINE.fullmatch(line)
        if found and found["name"] in terms:
            written = " ".join(map(query_text, terms[found["name"]]))
            lines[index] = f"{found['indent']}VALUES ?{found['name']} {{ {written} }}"
    return "\n".join(lines)


class Catalogue(Mapping[str, CatalogueQuery]):
    """The questions of a folder by name, in the order of their names.

    Each file is read when it is first asked for: a mistake in one leaves the others to be asked.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = {file.stem: file for file in sorted(files)}
        self._read: dict[str, CatalogueQuery] = {}

    @classmethod
    def read(cls, folder: Path) -> Catalogue:
        """Return the catalogue of the `.rq` files in `folder`.

        Raises:
            CallError: there is no such folder.
        """
        if not folder.is_dir():
            raise CallError(f"no folder of queries at {folder}; set UNTOC_QUERIES to the one that holds *.rq")
        return cls(folder.glob("*.rq"))

    def __getitem__(self, name: str) -> CatalogueQuery:
        """Return the question of that name.

        Raises:
            UnknownQueryError: there is none; the message has the nearest names.
            TableError: its header is wrong; the message says file, line and cure.
        """
        if name not in self._files:
            raise UnknownQueryError(name, self._files)
        if name not in self._read:
            file = self._files[name]
            self._read[name] = parse_query(file.name, _text(file))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def parse_query(file: str, text: str) -> CatalogueQuery:
    """Return the question that the text of a query file asks; `file` names it in messages.

    Raises:
        TableError: the header or a VALUES line is wrong.
    """
    name = file.removesuffix(".rq")
    if not _NAME.fullmatch(name):
        raise TableError(
            file, 1, "", name, "a query file is named in lower case with hyphens: party-counts.rq"
        )
    header = Header(file, text)
    return CatalogueQuery(
        name=name,
        title=header.text_of("title"),
        description=header.text_of("description"),
        questions=header.questions(),
        asked_by=header.askers(),
        tags=header.tags(),
        parameters=header.parameters(),
        text=text,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TableError(path.name, line, "", "", "not UTF-8; save the file as UTF-8") from None
