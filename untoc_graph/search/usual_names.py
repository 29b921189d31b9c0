"""Ways of speaking that no source of the graph gives: abbreviations and household names of things in it.

They only find; no page states them as a fact.
"""

from __future__ import annotations

from typing import Final

__all__ = ["USUAL_NAMES"]

_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}


def _resolution(number: str) -> tuple[str, ...]:
    """Return how people cite the resolution of the General Assembly that adopted an instrument.

    >>> _resolution("55/25")[0]
    'resolution 55/25'
    """
    said = ("resolution", "General Assembly resolution", "GA resolution", "UNGA resolution", "GA Res.")
    return tuple(f"{each} {number}" for each in said)


USUAL_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "participant/ARE": ("UAE", "Emirates"),
    "participant/BIH": ("BiH",),
    "participant/CAF": ("CAR",),
    "participant/CHN": ("PRC",),
    "participant/COD": ("DRC", "DR Congo", "RDC", "Congo DR"),
    "participant/COG": ("Congo Brazzaville", "Republic of the Congo"),
    "participant/CZE": ("Czech Republic",),
    "participant/DEU": ("West Germany", "FRG"),
    "participant/GBR": ("UK", "Great Britain", "Britain"),
    "participant/IRL": ("Republic of Ireland",),
    "participant/KOR": ("South Korea", "ROK"),
    "participant/MKD": ("FYROM", "FYR Macedonia"),
    "participant/NLD": ("Holland",),
    "participant/PNG": ("PNG",),
    "participant/PRK": ("North Korea", "DPRK"),
    "participant/PSE": ("Palestine",),
    "participant/SAU": ("KSA",),
    "participant/TLS": ("East Timor",),
    "participant/USA": ("United States of America", "America", "EEUU", "EE. UU."),
    "participant/VAT": ("Vatican",),
    "participant/ZAF": ("RSA",),
    "former-name/DDR-1973-09-18": ("East Germany", "GDR"),
    "former-name/SUN-1945-10-24": ("Soviet Union", "Union of Soviet Socialist Republics"),
    "instrument/firearms": (
        "Firearms Protocol",
        "Protocolo sobre Armas de Fuego",
        *_resolution("55/255"),
    ),
    "instrument/smuggling": (
        "SOM Protocol",
        "Migrants Protocol",
        "Migrant Smuggling Protocol",
        "Smuggling Protocol",
        "Protocolo contra el Tráfico Ilícito de Migrantes",
        *_resolution("55/25"),
    ),
    "instrument/trafficking": (
        "TIP Protocol",
        "Palermo Protocol",
        "Trafficking Protocol",
        "Human Trafficking Protocol",
        "Protocolo contra la Trata de Personas",
        *_resolution("55/25"),
    ),
    "instrument/untoc": (
        *("UNTOC", "Palermo Convention", "TOC Convention", "CTOC", "Convención de Palermo"),
        *_resolution("55/25"),
    ),
    "cooperation/joint-investigation": ("JIT", "joint investigation team"),
    "cooperation/mla": ("MLA", "mutual assistance", "legal assistance"),
    "cooperation/asset-return": ("return of assets",),
    "crime/firearms-trafficking": ("arms trafficking", "gun running"),
    "crime/human-trafficking": ("THB", "TIP"),
    "related-instrument/1988": ("Vienna Drug Convention", "1988 Convention"),
    "related-instrument/att": ("ATT",),
    "related-instrument/budapest": ("Budapest Convention",),
    "related-instrument/cites": ("CITES",),
    "related-instrument/coe-laundering": ("Warsaw Convention",),
    "related-instrument/coe-laundering-1990": ("Strasbourg Convention",),
    "related-instrument/coe-lanzarote": ("Lanzarote Convention",),
    "related-instrument/cybercrime": ("Hanoi Convention",),
    "related-instrument/hague-1954": ("Hague Convention",),
    "related-instrument/refugees-1951": ("Refugee Convention", "Geneva Convention"),
    "related-instrument/rome": ("Rome Statute",),
    "related-instrument/uncac": ("Mérida Convention", "Merida Convention", "Corruption Convention"),
    "regional-group/african": ("African Group",),
    "regional-group/asia-pacific": ("Asia-Pacific Group",),
    "regional-group/eastern-european": ("EEG", "Eastern European Group"),
    "regional-group/latin-american-and-caribbean": ("GRULAC",),
    "regional-group/western-european-and-others": ("WEOG",),
    "crime/migrant-smuggling": ("people smuggling", "human smuggling"),
    "body/cop": ("COP", "CTOC/COP"),
    "body/fiu": ("FIU", "financial intelligence unit"),
    **{
        f"session/{number}": (f"COP {number}", f"{number}{_ORDINALS.get(number, 'th')} session")
        for number in range(1, 20)
    },
}
