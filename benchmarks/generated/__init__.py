"""A generated encyclopedia: of any size, the same at each run, and all of it derived."""
