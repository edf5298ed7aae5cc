"""The words of which offices, units and bodies are made, as the lexicon "offices" lists them."""

from functools import cache

from nlp.lexicons import load_lexicon

# Roles whose bodies are known by a short form.
OFFICIAL = frozenset({"bawaslu", "kpu", "kasn", "ministry_official"})


@cache
def body_words() -> frozenset[str]:
    """Every word of which the names of offices, units and bodies are made, as far as it is listed."""
    lexicon = load_lexicon("offices")
    units = (word for unit in lexicon["unit"] for word in unit["words"])
    bodies = (word for body in lexicon["body"] for word in body["words"])
    return office_list("office") | frozenset(units) | frozenset(bodies)


@cache
def short_bodies() -> frozenset[str]:
    """Short forms of supervisors, commissions and agencies."""
    bodies = (word for body in load_lexicon("offices")["body"] if body["role"] in OFFICIAL for word in body["words"])
    units = (
        word for unit in load_lexicon("offices")["unit"] if unit["role"] == "agency_head" for word in unit["words"]
    )
    return frozenset(bodies) | frozenset(units)


@cache
def unit_words() -> frozenset[str]:
    """Words for a local government's units: "Kabid di Kesbangpol X Nama"."""
    words = frozenset(word for unit in load_lexicon("offices")["unit"] for word in unit["words"])
    return (
        words - office_list("local_heads") - frozenset({"kota", "kabupaten", "provinsi", "daerah", "pasar", "terminal"})
    )


@cache
def named_units() -> frozenset[str]:
    """Single words for units of local governments and for bodies of the state."""
    rows = (entry for entry in load_lexicon("offices")["body"] if entry["role"] not in {"civil_society", "party"})
    return unit_words() | frozenset(word for entry in rows for word in entry["words"])


@cache
def office_phrases(key: str) -> tuple[tuple[str, ...], ...]:
    """One list of phrases among the words of offices, each cut into its words."""
    return tuple(tuple(phrase.split()) for phrase in load_lexicon("offices")["words"][key])


@cache
def office_list(key: str) -> frozenset[str]:
    """One list among the words of offices."""
    return frozenset(load_lexicon("offices")["words"][key])


@cache
def office_vocabulary() -> frozenset[str]:
    """Words of offices and units: a name beside one of them is whole."""
    lexicon = load_lexicon("offices")
    fixed = (word for names in lexicon["fixed"].values() for name in names for word in name.split())
    heads = (word for name in lexicon["open"]["heads"] for word in name.split())
    return frozenset(fixed) | frozenset(heads) | office_list("office")
