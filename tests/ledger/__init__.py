"""A crowd edits one page over HTTP, and a ledger proves that no save was lost."""
