"""Marks that a database broke: UTF-8 once read as windows-1252, "â€œ" for a quotation mark, "Â " for a blank.

Only what no Indonesian text means is mended: sequences that begin with "â€", and "Â" or "Ã" before a character that
can be the second byte of such a pair. Of some marks the last character is lost, as it has none in windows-1252.
"""

import re

# Three characters each, the third of them the third byte in windows-1252.
PUNCTUATION = re.compile("â(?:€[œ\x9d™˜“”¦¢š\x93\x94\x99\x98\x9c\xa6\xa2]|\x80[\x80-\xbf])")
CLOSING = "â€"
PAIR = re.compile("[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def mend_marks(text: str) -> str:
    """The text with broken marks made whole; any other comes back as it is."""
    if "â" in text:
        text = PUNCTUATION.sub(lambda found: _decoded(found[0]), text).replace(CLOSING, "”")
    if "Â" in text or "Ã" in text:
        text = PAIR.sub(lambda found: _decoded(found[0]), text)
        text = text.replace("Â ", " ")  # its no-break space was made a plain one since
    return text


def _decoded(broken: str) -> str:
    """Read broken characters as the bytes that they were; those that were none stay."""
    try:
        return b"".join(_byte(char) for char in broken).decode("utf-8").replace("\xa0", " ")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return broken


def _byte(char: str) -> bytes:
    return char.encode("latin-1") if char <= "\xff" else char.encode("cp1252")
