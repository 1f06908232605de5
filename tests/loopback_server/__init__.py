"""The loopback server's own behaviour, so that the other tests may trust it."""
