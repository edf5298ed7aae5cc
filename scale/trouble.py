"""What goes wrong with an object store, told so that the person who runs it knows what to do.

The libraries below raise errors of many classes for it, few of them an OSError and hardly one with the address.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scale.places import Place

KEYS = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"


class StoreTrouble(OSError):
    """An object store refuses, fails or cannot be reached; the message has the address, why, and what to do."""


@contextmanager
def told(place: "Place") -> Iterator[None]:
    """Around one call of a store: whatever the call raises becomes StoreTrouble, with the place in its message."""
    try:
        yield
    except (StoreTrouble, MemoryError):
        raise
    except Exception as error:  # nothing but the call is inside, and its errors have no class in common
        raise StoreTrouble(f"{place}: {_told(error)}") from error


def _told(error: Exception) -> str:
    from botocore import exceptions as boto

    why = _first_line(error)
    if isinstance(error, FileNotFoundError):
        return f"no such bucket or object ({why}): create the bucket, or mend the address"
    if isinstance(error, (boto.NoCredentialsError, boto.PartialCredentialsError, boto.ProfileNotFound)):
        return f"no keys for the store ({why}): {KEYS}"
    if isinstance(error, (PermissionError, boto.CredentialRetrievalError, boto.TokenRetrievalError)):
        return f"the store refuses the key ({why}): it must be valid, and may list, read and write there ({KEYS})"
    if isinstance(error, OSError) and "region" in why:
        return f"the bucket lies in another region ({why}): set AWS_DEFAULT_REGION to it"
    if isinstance(error, (boto.ParamValidationError, boto.InvalidRegionError)):
        return f"not an address of a store ({why}): write s3://bucket/prefix"
    if isinstance(error, (boto.EndpointConnectionError, boto.ProxyConnectionError, boto.SSLError)) or (
        isinstance(error, ValueError) and "endpoint" in why
    ):
        return f"the store cannot be reached ({why}): mend AWS_ENDPOINT_URL or the network, then run it again"
    if isinstance(error, TimeoutError):
        return "the store did not answer in time: run it again later, what was written before stays"
    return f"the store failed ({why}): run it again later, what was written before stays"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    if isinstance(error, OSError) and error.strerror:
        lines = error.strerror.splitlines()
    return " ".join(lines[:2]).strip()[:300] or type(error).__name__
