"""Ed25519 keys and signatures (RFC 8032). Pure: bytes in, bytes out.

``cryptography`` is imported when something is signed or checked, not before: most commands never
do, and it would cost each of them a tenth of its start.
"""
