"""What an old hand at the finance bureau would say of a filing: rules over contents, without layout, window or ledger."""
