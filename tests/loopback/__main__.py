"""``python -m tests.loopback``: the server as its own process, for benchmarks."""

import argparse
import asyncio
import sys

from .server import TEST_TOKEN, LoopbackServer


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.loopback", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 picks a free one")
    parser.add_argument("--token", default=TEST_TOKEN, help="the token of the bot")
    parser.add_argument(
        "--full", action="store_true", help="keep every call and every version of a message"
    )
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    async with LoopbackServer(
        options.token, port=options.port, lean=not options.full, control=True
    ) as server:
        sys.stdout.write(f"{server.url}\n")  # never the token
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Serve until interrupted."""
    try:
        asyncio.run(_serve(_options()))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
