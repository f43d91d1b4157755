"""What the one writer can take: results as workers send them, into a fresh database, as the extract stage commits them.

    python bench/writer.py WORKSPACE [--documents 10000] [--together 500] [--json FILE]

The results of a workspace's documents are read and pickled first, in chunks of 50 documents. What is measured is all
that the command does for a document beside its workers: read its text for a worker, pickle it, take the answer from
its pickle, and write it, so many documents in a transaction. Prints documents and rows a second.
"""

import argparse
import pickle
import shutil
import tempfile
import time
from pathlib import Path

from measuring import write_figures

from themeline.store import Store, documents, outputs

CHUNK = 50
STEPS = ("read and send", "receive", "write")


class Clock:
    """Adds up the wall and processor seconds of each step."""

    def __init__(self):
        self.wall, self.cpu = dict.fromkeys(STEPS, 0.0), dict.fromkeys(STEPS, 0.0)

    def timed(self, step, function, *arguments):
        wall, cpu = time.perf_counter(), time.process_time()
        result = function(*arguments)
        self.wall[step] += time.perf_counter() - wall
        self.cpu[step] += time.process_time() - cpu
        return result


def rows_of(database, table, numbers):
    query = f"FROM {table} WHERE document IN (SELECT unnest($numbers)) ORDER BY ALL"
    return database.sql(query, params={"numbers": numbers}).to_arrow_table().cast(outputs.SCHEMAS[table])


def pickled_results(store, numbers):
    """Return what workers would send for these documents: a pickle for each chunk."""
    found = []
    with store.reading() as database:
        for start in range(0, len(numbers), CHUNK):
            some = numbers[start : start + CHUNK]
            tables = {name: rows_of(database, name, some) for name in (*outputs.EXTRACTED, "parses")}
            found.append((some, pickle.dumps(tables, protocol=pickle.HIGHEST_PROTOCOL)))
    return found


def emptied(store, folder):
    """Return a copy of the workspace in which nothing has been extracted."""
    copy = Store(folder / "w")
    copy.folder.mkdir()
    with copy.locked():
        pass
    with store.reading() as old:
        rows = old.sql("FROM documents").to_arrow_table()
    with copy.writing() as database:
        database.register("incoming", rows)
        database.execute("INSERT INTO documents SELECT * FROM incoming")
    return copy


def send(store, numbers):
    with store.reading() as database:
        return pickle.dumps(list(documents.read_documents(database, numbers)), protocol=pickle.HIGHEST_PROTOCOL)


def save(store, numbers, parts):
    import pyarrow as pa

    tables = {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}
    with store.writing() as database:
        outputs.save(database, "extract", "key", numbers, tables, outputs.EXTRACTED)
    return sum(len(table) for table in tables.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--together", type=int, default=500)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    store, clock, rows = Store(options.workspace), Clock(), 0
    with store.reading() as database:
        every = database.execute("SELECT document FROM stages WHERE stage = 'extract' ORDER BY 1").fetchall()
    numbers = [number for (number,) in every][: options.documents]
    results = pickled_results(store, numbers)
    with tempfile.TemporaryDirectory(dir=options.workspace.parent) as folder:
        copy = emptied(store, Path(folder))
        size = copy.path.stat().st_size
        for start in range(0, len(results), options.together // CHUNK):
            some = results[start : start + options.together // CHUNK]
            together = [number for part, _ in some for number in part]
            clock.timed("read and send", send, copy, together)
            tables = clock.timed("receive", lambda some=some: [pickle.loads(data) for _, data in some])
            rows += clock.timed("write", save, copy, together, tables)
        grown = (copy.path.stat().st_size - size) / len(numbers)
        shutil.rmtree(folder, ignore_errors=True)
    report(options, len(numbers), rows, clock, grown, sum(len(data) for _, data in results))


def report(options, documents, rows, clock, grown, sent):
    wall, cpu = sum(clock.wall.values()), sum(clock.cpu.values())
    print(f"{documents:,} documents, {rows:,} rows, {options.together} documents a transaction")
    for step in STEPS:
        each, of_processor = (1000 * kind[step] / documents for kind in (clock.wall, clock.cpu))
        print(f"  {step:14} {each:6.2f} ms wall, {of_processor:.2f} CPU")
    print(f"  {documents / wall:,.0f} documents/s wall, {documents / cpu:,.0f} by CPU; {rows / wall:,.0f} rows/s wall")
    print(f"  {sent / documents:,.0f} bytes a document sent, {grown:,.0f} bytes a document stored")
    counts = {"documents": documents, "rows": rows, "together": options.together, "sent": sent, "stored": grown}
    write_figures(options.json, {**counts, "wall": clock.wall, "cpu": clock.cpu})


if __name__ == "__main__":
    main()
