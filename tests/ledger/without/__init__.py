"""The same site with one protection taken out: settings that the server is given."""
