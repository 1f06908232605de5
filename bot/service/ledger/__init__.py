"""An agency's ledger: what is entered, sealed, signed and checked."""
