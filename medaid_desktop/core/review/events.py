"""What happens to a filing on its way through the offices. Events are only ever added, none is changed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signing:
    """A step was completed: `by` signed on the day `on` (ISO 8601) for the content of `digest`.

    `title` is that of the step at the time. `seal` names the seal image set under it, "" where the paper is stamped by
    hand; `fingerprint` is the SHA-256 of that image: no other image is printed for it, be it of the same name. `mac` proves
    that who opened the seal signed just this (core.review.proof), "" without a seal. `office` is what is printed under the name.
    """

    step: str
    digest: str
    by: str
    on: str
    opinion: str = ""
    seal: str = ""
    at: str = ""
    title: str = ""
    fingerprint: str = ""
    mac: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer says of one cell."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A step sent the filing back: all signings so far are void, and it can be changed again. `digest` is that of the content
    that came back."""

    step: str
    by: str
    opinion: str = ""
    remarks: Sequence[Remark] = ()
    at: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The office that filled the filing took it back before the first reviewer beyond it had signed."""

    by: str
    reason: str = ""
    at: str = ""


Event = Signing | Returned | Withdrawn
