"""Which tables each release had, and the hashes of the migrations that made them: these never change."""

RELEASES = {"0.1.0": "0001", "0.2.0": "0001", "0.3.0": "0002", "0.4.0": "0007"}
"""The newest revision of each release; a new release adds its own, and the hashes of its migrations."""

FROZEN = {
    "0001": "af1ae220bf135842e92d6cd09e551eba7a940be110c3df8b1b654cce0a794d2f",
    "0002": "130d23f4c64fbf917727cd8790e0697aa6e476ee5734dbb857801b8c41f40242",
    "0003": "753cc2e052b554e9d5fbac6fe464ede0ec3b4298aec8489284d7fbded3168921",
    "0004": "dcd2f2b2f960c4a6189af661d283860dd07512ff2b31ff6c7b1cc3a7d56a9fad",
    "0005": "7e1cf62374434cd8901fc357e59823b15102ddd16cc2040dea6cd2388168e1f4",
    "0006": "31dfc4344b2162cca7284e00087df3a05873e46524e9591f9a4e55e8e363d0f1",
    "0007": "0985b74cec6980445ef9c5ddf424bed33588c4ea5559d5cab062a7bbe121c870",
}
"""The SHA-256 of each migration that was released: what a database was made by is not edited afterwards."""

MOVED: dict[str, str] = {}
"""Columns of a release that a later migration changes or takes away, `table.column`, with the reason."""
