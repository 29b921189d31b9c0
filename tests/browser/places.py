"""The pages that a visitor comes to, one of each kind."""

from __future__ import annotations

from urllib.parse import urlencode

PLACES = {
    "home": "/",
    "participant": "/participant/ITA.html",
    "organization": "/participant/EU.html",
    "instrument": "/instrument/trafficking.html",
    "article": "/provision/untoc-16.html",
    "paragraph": "/provision/untoc-16-5.html",
    "offence": "/offence/untoc-5-1-a-i.html",
    "crime": "/crime/human-trafficking.html",
    "form": "/cooperation/extradition.html",
    "session": "/session/10.html",
    "body": "/body/cop.html",
    "cluster": "/review/cluster-1.html",
    "statement": "/statement/ZWE-trafficking-reservation-dispute-settlement.html",
    "source": "/source/zm-2014.html",
    "generic": "/theme/witness-protection.html",
    "participants": "/participant/",
    "crimes": "/crime/",
    "ontology": "/ontology.html",
    "catalogue": "/catalogue.html",
    "search": "/search?q=ital",
    "search-nothing": "/search?q=qqqqqq",
    "map": "/map?instrument=untoc&on=2010-01-01",
    "explore": "/explore?thing=participant/ITA",
    "questions": "/queries/",
    "question": "/queries/party-counts-by-group",
    "editor": "/editor",
    "editor-results": "/editor?"
    + urlencode({"query": "SELECT ?s { ?s a <https://w3id.org/untoc/ontology#Session> }"}),
    "finder": "/cooperation",
    "answer": "/cooperation?requesting=ITA&requested=ROU&crime=human-trafficking&on=2024-06-01",
    "refusal": "/cooperation?requesting=Atlantis&requested=ROU",
    "compare": "/compare?participant=ITA&participant=JPN&on=2024-06-01",
    "status": "/status?participant=ITA&on=2024-06-01",
    "matrix": "/matrix?on=2024-06-01",
    "limits": "/limits",
    "not-found": "/participant/ATLANTIS.html",
}
