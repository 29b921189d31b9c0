"""What people type, and the thing that must come first."""

# ruff: noqa: E501, RUF001  lines of one thing, in the letters of their languages

from __future__ import annotations

from typing import Final

__all__ = ["NONSENSE", "SEARCHES", "typos"]

# By the thing: collection and key.
_BY_THING: Final = {
    # Names in the six languages, formal and former ones, codes, household names.
    "participant/ITA": ("Italy", "ITALIE", "Italia", "Италия", "إيطاليا", "意大利", "it", "ITA", "380", "la République italienne"),
    "participant/CIV": ("Côte d'Ivoire", "Ivory Coast", "cote divoire", "Cote d’Ivoire", "Кот-д'Ивуар", "科特迪瓦", "ساحل العاج"),
    "participant/TUR": ("Türkiye", "turkiye", "Turkey", "TURQUIE", "Турция", "土耳其"),
    "participant/GBR": ("UK", "England", "Scotland", "u.k.", "United Kingdom", "Great Britain", "Royaume-Uni", "英国", "المملكة المتحدة", "Великобритания"),
    "participant/USA": ("USA", "U.S.A.", "US", "United States", "États-Unis", "etats unis", "美国", "Соединенные Штаты"),
    "participant/COD": ("Zaire", "Zaïre", "DRC", "DR Congo", "Congo-Kinshasa", "刚果民主共和国", "Congo, Democratic Republic of the"),
    "participant/COG": ("Congo", "Republic of the Congo", "الكونغو"),
    "participant/RUS": ("Russia", "Россия", "俄罗斯"),
    "participant/MMR": ("Myanmar", "Burma"),
    "participant/SWZ": ("Eswatini", "Swaziland"),
    "participant/BFA": ("Burkina Faso", "Upper Volta"),
    "participant/BEN": ("Benin", "Dahomey"),
    "participant/CPV": ("Cabo Verde", "Cape Verde"),
    "participant/MKD": ("North Macedonia", "Macédoine du Nord", "Macedonia", "FYROM"),
    "participant/CZE": ("Czechia", "Czech Republic"),
    "participant/KOR": ("South Korea", "S. Korea", "S Korea", "Republic of Korea", "Korea, Republic of", "韩国"),
    "participant/PRK": ("North Korea", "N. Korea", "N Korea", "DPRK"),
    "participant/LKA": ("Sri Lanka", "Ceylon"),
    "participant/BLR": ("Belarus", "Byelorussian SSR"),
    "participant/EU": ("European Union", "Union européenne", "EU"),
    "participant/TTO": ("Trinidad & Tobago", "Trinidad and Tobago", "trinidadtobago"),
    "participant/STP": ("São Tomé and Príncipe", "sao tome"),
    "participant/LAO": ("Laos", "Lao PDR"),
    "participant/CHN": ("China", "中国", "Китай", "الصين", "Hong Kong", "Macau"),
    "participant/DEU": ("Germany", "Deutschland", "Allemagne", "West Germany"),
    "participant/IRN": ("Iran", "Persia"),
    "participant/IRL": ("Ireland", "Republic of Ireland"),
    "participant/SAU": ("Saudi Arabia", "KSA"),
    "participant/TLS": ("East Timor", "Timor-Leste"),
    "participant/DNK": ("Denmark", "Greenland"),
    "participant/NLD": ("Netherlands", "the Netherlands", "Holland"),
    "participant/VEN": ("Venezuela",),
    "participant/BOL": ("Bolivia",),
    "participant/MDA": ("Moldova",),
    "participant/TZA": ("Tanzania",),
    "participant/NER": ("Niger",),
    "participant/GIN": ("Guinea",),
    "participant/DOM": ("Dominican Republic", "DO"),
    # Former states that are none of today's; `test_a_former_state…` says what comes next.
    "former-name/SUN-1945-10-24": ("Soviet Union", "USSR"),
    "former-name/CSK-1945-10-24": ("Czechoslovakia",),
    "former-name/DDR-1973-09-18": ("East Germany", "German Democratic Republic"),
    # Instruments.
    "instrument/untoc": (
        "UNTOC", "Palermo Convention", "United Nations Convention against Transnational Organized Crime",
        "Organized Crime Convention", "Convention contre la criminalité organisée", "2225 UNTS 209",
        "resolution 55/25", "GA resolution 55/25", "General Assembly resolution 55/25", "55/25",
        "Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional",
    ),
    "instrument/trafficking": ("TIP Protocol", "Trafficking in Persons Protocol", "trafficking", "Protocole contre la traite des personnes", "Palermo Protocol"),
    "instrument/smuggling": ("Smuggling of Migrants Protocol", "smuggling protocol", "Protocole contre le trafic illicite de migrants"),
    "instrument/firearms": ("Firearms Protocol", "protocole armes a feu", "A/RES/55/255", "resolution 55/255", "guns", "weapons", "small arms"),
    # Provisions, in several citations.
    "provision/untoc-16": ("16", "article 16", "Art. 16", "art 16 UNTOC", "UNTOC art.16", "artículo 16", "статья 16", "المادة ١٦", "第十六条", "第16条", "article 16 of the Palermo Convention", "Auslieferung"),
    "provision/untoc-16-5": ("16(5)", "16 (5)", "art. 16(5)", "article 16, paragraph 5", "article 16 paragraph 5 UNTOC", "16.5", "untoc-16-5", "16 para 5"),
    "provision/untoc-18": ("article 18", "art. 18 of the convention", "18"),
    "provision/untoc-5-1-a-i": ("5(1)(a)(i)", "art. 5(1)(a)(i) UNTOC", "article 5 (1) (a) (i)"),
    "provision/trafficking-3-a": ("trafficking 3(a)", "3(a) TIP Protocol", "art. 3(a) trafficking in persons protocol"),
    "provision/smuggling-6": ("article 6 smuggling protocol", "SOM Protocol art. 6"),
    "provision/firearms-5": ("firearms 5", "article 5 of the Firearms Protocol"),
    "provision/untoc-2-h": ("predicate offence",),
    "provision/untoc-3": ("territorial scope", "cross-border crime"),
    "provision/untoc-10": ("corporate liability", "liability of legal persons"),
    "provision/untoc-11-5": ("statute of limitations",),
    "provision/untoc-14": ("asset recovery",),
    "provision/untoc-16-1": ("dual criminality", "double criminality"),
    "provision/untoc-16-10": ("extradite nationals", "aut dedere aut judicare"),
    "provision/untoc-17": ("transfer of prisoners",),
    "provision/untoc-18-8": ("bank secrecy",),
    "provision/untoc-20": ("undercover", "undercover operations", "wiretap", "interception", "surveillance"),
    "provision/untoc-23": ("perjury", "witness tampering"),
    "provision/untoc-25": ("victim protection",),
    "provision/untoc-31-2-d": ("beneficial ownership",),
    "provision/untoc-35": ("dispute settlement",),
    "provision/smuggling-16-5": ("detention consular", "16(5) smuggling"),
    # Crimes, offences, forms, harms, topics.
    "crime/money-laundering": ("money laundering", "blanchiment", "money laundring", "Money-Laundering", "laundering", "dirty money", "money mules", "bitcoin"),
    "crime/human-trafficking": ("human trafficking", "THB", "human traffiking", "traffickers"),
    "crime/migrant-smuggling": ("migrant smuggling", "smuggling of migrants", "people smuggling", "human smugglers", "coyotes", "boat people"),
    "crime/wildlife": ("wildlife crime", "wildlfie crime", "wildlife", "ivory", "rhino horn", "poaching"),
    "crime/environmental": ("environmental crime", "green crime", "délit environnemental", "delito ecologico"),
    "crime/corruption": ("corruption", "coruption", "graft"),
    "crime/bribery": ("bribery", "kickbacks"),
    "crime/drug-trafficking": ("drugs", "narcotics", "mules", "drug mules", "cartel", "drug trafficking"),
    "crime/excisable-goods": ("cigarettes", "cigarette smuggling", "tobacco", "alcohol"),
    "crime/firearms-trafficking": ("arms trafficking", "gun trafficking", "ammunition"),
    "crime/firearms-manufacturing": ("ghost guns", "3D printed guns"),
    "crime/group-participation": ("conspiracy", "criminal association"),
    "crime/gang-violence": ("gang", "gangs"),
    "crime/organ-trafficking": ("organ harvesting", "organ trafficking"),
    "crime/cultural-property": ("antiquities", "art theft", "looting"),
    "crime/vehicle-crime": ("stolen cars", "car theft"),
    "crime/slavery": ("modern slavery", "slavery"),
    "crime/trafficking-sexual": ("sex trafficking", "prostitution"),
    "crime/document-fraud": ("passport fraud", "fake passports"),
    "crime/precious-metals": ("gold smuggling",),
    "crime/illegal-logging": ("illegal logging", "timber", "deforestation"),
    "crime/illegal-fishing": ("illegal fishing", "IUU fishing"),
    "crime/waste": ("waste", "toxic waste"),
    "crime/online-scams": ("phishing", "romance fraud"),
    "crime/falsified-medicines": ("fake medicines", "counterfeit medicines"),
    "crime/synthetic-drugs": ("fentanyl", "methamphetamine"),
    "crime/extortion": ("extortion", "blackmail"),
    "crime/terrorism-financing": ("terrorist financing",),
    "crime/cybercrime": ("cybercrime", "hacking"),
    "crime/ransomware": ("ransomware",),
    "crime/kidnapping": ("kidnapping", "kidnaping for ransom", "ransom", "hostage"),
    "cooperation/mla": ("MLA", "mla", "letters rogatory"),
    "cooperation/joint-investigation": ("JIT", "joint investigation bodies", "joint investigation team", "joint investigation teams"),
    "cooperation/controlled-delivery": ("controlled delivery", "controlled deliveries"),
    "cooperation/boarding": ("boarding at sea",),
    "cooperation/asset-sharing": ("asset sharing",),
    "cooperation/videoconference": ("video conference", "hearing by video"),
    "cooperation/extradition": ("引渡",),
    "harm/governance": ("weakened governance",),
    "topic/witnesses": ("witnesses",),
    # The Conference and others.
    "session/10": ("session 10", "10th session", "COP 10"),
    "decision/resolution-10-1": ("10/1", "resolution 10/1", "Resolution 10/1: Launch"),
    "decision/decision-1-2": ("1/2", "decision 1/2"),
    "body/wg-firearms": ("working group on firearms",),
    "body/fiu": ("financial intelligence unit", "FIU"),
    "body/review-mechanism": ("review mechanism", "peer review"),
    "body/icj": ("International Court of Justice", "ICJ"),
    "organisation/INTERPOL": ("interpol", "Interpoll"),
    "organisation/FATF": ("FATF", "Financial Action Task Force"),
    "organisation/ASEAN": ("ASEAN",),
    "region/002": ("Africa",),
    "regional-group/latin-american-and-caribbean": ("GRULAC",),
    "related-instrument/uncac": ("UNCAC", "Merida Convention", "whistleblowers"),
    "related-instrument/rome": ("Rome Statute",),
    "related-instrument/1971": ("Convention on Psychotropic Substances",),
    "ontology#partyTo": ("partyTo", "untoc:partyTo"),
}  # fmt: skip

SEARCHES: Final = tuple((text, thing) for thing, texts in _BY_THING.items() for text in texts)

# What must find nothing.
NONSENSE: Final = (
    "xyzzy", "blorfquux", "qwrtpsd", "zzzzzzzz", "jkhgfdsa", "ъъъъъъ", "龘龘", "ظظظظظ", "9999", "42/4711",
    "article 999", "xq", "@@@", "...", "(((", "\x00", "🦊", "flibbertigibbet wumpus",
)  # fmt: skip

_OTHER: Final = "etaoinsrhldcum"


def typos(name: str, place: int) -> tuple[str, ...]:
    """Return a name with one letter left out, doubled, changed, and exchanged with the next.

    The same for the same name: the place in it is given, and is never the first letter or a space.
    """
    letters = [number for number in range(1, len(name) - 1) if name[number].isalpha()]
    at = letters[place % len(letters)]
    other = next(each for each in _OTHER[place % len(_OTHER) :] + _OTHER if each != name[at])
    return (
        name[:at] + name[at + 1 :],
        name[: at + 1] + name[at:],
        name[:at] + other + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
