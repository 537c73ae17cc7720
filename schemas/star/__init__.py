"""The star: dimensions, facts and bridges as they are stored, and the identities they are made from."""
