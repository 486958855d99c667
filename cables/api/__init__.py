"""The programmers' way to the archive, `/api/v1/`: read only, JSON, described by OpenAPI."""
