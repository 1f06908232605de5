"""The store on both databases: one suite, each test on SQLite and on a real PostgreSQL."""
