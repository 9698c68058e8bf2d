"""The one error a clerk is meant to read."""

_LONGEST = 300
"""Characters of a clause: a quoted text may be a whole page."""


class UserError(Exception):
    """A failure that a clerk can act on: what happened, where, and how to mend it, each a Chinese clause.

    `where` and `mend` may be empty where there is nothing to say. Anything that is not a UserError is a bug and
    goes to the crash handler.
    """

    def __init__(self, what: str, where: str = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """One line: 「what：where。mend。」, without doubled punctuation and without line breaks."""
        head = "：".join(part for part in (_clause(self.what), _clause(self.where)) if part)
        return "".join(f"{part}。" for part in (head, _clause(self.mend)) if part)


def _clause(text: str) -> str:
    clause = " ".join(text.split()).rstrip("。．.；;：:")
    return clause if len(clause) <= _LONGEST else f"{clause[:_LONGEST]}……"
