"""What makes each guess at a passphrase or a PIN slow is paid only where the price itself is tried: other tests need not wait."""

from medaid_desktop.store.trust import operators, vault

FULL_COST = vault._COST
"""The cost of scrypt as the program has it."""
full_hasher = operators.pin_hasher
"""Makes the hasher of PINs as the program has it."""


def cheap_hasher() -> object:
    """A hasher of PINs that is good for nothing but tests."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_cheap() -> None:
    """Makes secrets as cheap as they can be, for all that runs in this process."""
    vault._COST = 2**14
    operators.pin_hasher = cheap_hasher
