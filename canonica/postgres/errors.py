"""What can go wrong with the embedded PostgreSQL, in a sentence for a person."""


class PostgresUnavailable(Exception):
    """The embedded PostgreSQL cannot be used; the message says why."""
