"""The sign-off of a filing: who stands by exactly which figures. Pure rules, without ledger, window or paper."""
