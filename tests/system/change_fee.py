#!/usr/bin/env python3
"""Changes one fee in a workspace as a clerk does, and says which: id, item, old and new amount, tab-separated.

The fee chosen is one that a published guide names, so that guide, fee page and phone page must all follow.
"""

import csv
import pathlib
import re
import sys


def items_with_fees(workspace):
    for path in sorted((workspace / "items").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        fees = re.search(r"^fees:\s*\[([^\]]+)\]", text, re.MULTILINE)
        if fees and re.search(r"^state:\s*published\s*$", text, re.MULTILINE):
            for fee in fees.group(1).split(","):
                yield fee.strip(), path.stem


def main():
    workspace = pathlib.Path(sys.argv[1])
    table = workspace / "fees.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = reader.fieldnames, list(reader)
    used = dict(items_with_fees(workspace))
    plain = {row["amount"]: row for row in reversed(rows) if row["id"] in used and re.fullmatch(r"\d+", row["amount"])}
    if not plain:
        sys.exit("no published item names a fee with a whole amount")
    amount, row = max(plain.items(), key=lambda pair: int(pair[0]))
    # An amount that stands nowhere else, so that seeing it proves the road.
    row["amount"] = "7391"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(row["id"], used[row["id"]], amount, row["amount"], row["name"], sep="\t")


if __name__ == "__main__":
    main()
