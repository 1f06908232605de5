"""A bot process, a server before it, and a database with two agencies."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cli.run import Shell
from tests.loopback import LoopbackServer

LIST = """agency,agency_name,unit,unit_name
DEMO,Instansi Contoh,DINKES,Dinas Kesehatan
LAIN,Badan Lain,SEKRET,Sekretariat
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    (tmp_path / "list.csv").write_text(LIST)
    assert shell.run("agencies", "import", "list.csv").code == 0
    return shell


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer() as server:
        yield server
