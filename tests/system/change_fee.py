#!/usr/bin/env python3
"""Changes the first fee of one item in a workspace, as a clerk does: change_fee.py WORKSPACE ITEM AMOUNT.

Prints the fee's id, its name and the amount it had, tab-separated.
"""

import csv
import pathlib
import re
import sys


def main():
    workspace, item, amount = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    guide = (workspace / "items" / f"{item}.yaml").read_text(encoding="utf-8")
    fees = re.search(r"\bfees:\s*\[\s*([\w-]+)", guide)
    if not fees:
        sys.exit(f"{item} names no fee")
    table = workspace / "fees.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = reader.fieldnames, list(reader)
    row = next(row for row in rows if row["id"] == fees.group(1))
    before, row["amount"] = row["amount"], amount
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(row["id"], row["name"], before, sep="\t")


if __name__ == "__main__":
    main()
