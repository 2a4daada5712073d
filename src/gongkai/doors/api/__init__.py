"""The interface for programs: what is public, queried and as tables; and records entered with a unit's key."""
