"""Ways of speaking that no source of the graph gives: abbreviations and household names of things in it.

They only find; no page states them as a fact.
"""

from __future__ import annotations

from typing import Final

__all__ = ["USUAL_NAMES"]

_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}

USUAL_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "participant/ARE": ("UAE", "Emirates"),
    "participant/BIH": ("BiH",),
    "participant/CAF": ("CAR",),
    "participant/CHN": ("PRC",),
    "participant/COD": ("DRC", "DR Congo", "RDC", "Congo DR"),
    "participant/COG": ("Congo Brazzaville", "Republic of the Congo"),
    "participant/CZE": ("Czech Republic",),
    "participant/GBR": ("UK", "Great Britain", "Britain"),
    "participant/KOR": ("South Korea", "ROK"),
    "participant/NLD": ("Holland",),
    "participant/PNG": ("PNG",),
    "participant/PRK": ("North Korea", "DPRK"),
    "participant/PSE": ("Palestine",),
    "participant/USA": ("United States of America", "America", "EEUU", "EE. UU."),
    "participant/VAT": ("Vatican",),
    "instrument/firearms": ("Firearms Protocol", "Protocolo sobre Armas de Fuego"),
    "instrument/smuggling": (
        "SOM Protocol",
        "Migrants Protocol",
        "Migrant Smuggling Protocol",
        "Smuggling Protocol",
        "Protocolo contra el Tráfico Ilícito de Migrantes",
    ),
    "instrument/trafficking": (
        "TIP Protocol",
        "Palermo Protocol",
        "Trafficking Protocol",
        "Human Trafficking Protocol",
        "Protocolo contra la Trata de Personas",
    ),
    "instrument/untoc": ("UNTOC", "Palermo Convention", "TOC Convention", "CTOC", "Convención de Palermo"),
    "cooperation/joint-investigation": ("JIT", "joint investigation team"),
    "cooperation/mla": ("MLA", "mutual assistance", "legal assistance"),
    "crime/firearms-trafficking": ("arms trafficking", "gun running"),
    "crime/human-trafficking": ("THB", "TIP"),
    "crime/migrant-smuggling": ("people smuggling", "human smuggling"),
    "body/cop": ("COP", "CTOC/COP"),
    **{
        f"session/{number}": (f"COP {number}", f"{number}{_ORDINALS.get(number, 'th')} session")
        for number in range(1, 20)
    },
}
