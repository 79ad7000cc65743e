"""A generated encyclopedia: of any size, the same each time, with all derived rows."""
