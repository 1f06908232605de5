"""The tests of Netral, and the stand-in for Telegram they talk to."""
