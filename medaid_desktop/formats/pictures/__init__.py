"""Pictures that offices supply: scanned seals."""
