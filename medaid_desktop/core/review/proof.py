"""What binds a seal to the signing it was set under: only who opens the seal can make it, and only for the very same words."""

import hashlib
import hmac
import json

from medaid_desktop.core.review.events import Signing


def signing_mac(key: bytes, ledger: str, filing: str, signing: Signing) -> str:
    """HMAC-SHA256 (hex) over a signing of a filing in a ledger: step, content and everything that is printed of it.

    `key` is the seal's secret one. The step's title is left out: it is that of the form, and not printed from here.
    """
    said = {
        "ledger": ledger, "filing": filing, "step": signing.step, "digest": signing.digest, "by": signing.by,
        "on": signing.on, "opinion": signing.opinion, "at": signing.at, "seal": signing.seal,
        "fingerprint": signing.fingerprint, "office": signing.office,
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def is_proven(key: bytes, ledger: str, filing: str, signing: Signing) -> bool:
    """Whether a signing bears the mac that the seal's key makes for it."""
    made = signing_mac(key, ledger, filing, signing)
    return hmac.compare_digest(made.encode(), signing.mac.encode("utf-8", "surrogatepass"))
