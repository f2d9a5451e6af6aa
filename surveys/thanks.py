"""The address of the thank-you page: sealed, and good for a short while only."""

import base64
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils import timezone

from surveys.sealing import SealBroken, seal, unseal


PURPOSE = "thanks"


@dataclass(frozen=True)
class Thanks:
    """What the thank-you page may show: the receipt, and who it speaks to."""

    receipt: str
    audience: str
    is_same: bool
    age_band: str = ""
    language: str = ""
    format_name: str = ""


def thanks_token(*, slug: str, thanks: Thanks) -> str:
    """Return a token for the address of the thank-you page."""
    data = {
        **asdict(thanks),
        "until": int(timezone.now().timestamp()) + settings.THANKS_MINUTES * 60,
    }
    sealed = seal(data, secret=settings.SECRET_KEY.encode(), purpose=PURPOSE, context=slug)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def read_thanks(token: str, *, slug: str) -> Thanks | None:
    """Return what the token holds, or None when it is damaged, of another survey or too old."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        data = unseal(sealed, secret=settings.SECRET_KEY.encode(), purpose=PURPOSE, context=slug)
    except (SealBroken, ValueError):
        return None
    if data.pop("until") < timezone.now().timestamp():
        return None
    return Thanks(**data)
