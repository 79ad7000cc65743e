"""A real PostgreSQL for those who have not set DATABASE_URL."""

from canonica.postgres.embedded import EmbeddedPostgres
from canonica.postgres.errors import PostgresUnavailable

__all__ = ["EmbeddedPostgres", "PostgresUnavailable"]
