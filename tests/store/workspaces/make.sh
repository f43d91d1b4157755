#!/usr/bin/env bash
# Makes a saved workspace with the commands of the Themeline that is on the PATH: make.sh NAME -> NAME.tar.xz, and the
# tables as that Themeline exports them, NAME.tables.json. Run it once for a schema, before its release; never again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
cp -R "$here/texts" texts
export THEMELINE_WORKSPACE=workspace
mkdir workspace
printf 'workers = 1\n\n[keywords]\ntop = 12\n' > workspace/themeline.toml
code=0
themeline run texts --corpus river --quiet || code=$?
[ "$code" = 3 ]  # the empty file is a failure
themeline themes labels import "$here/labels.csv" > /dev/null
themeline corpora define speeches --where "institution IS NOT NULL" > /dev/null
themeline entities rename "Graustark" "Principality of Graustark" --label GPE > /dev/null
for table in documents sentences entities dates keywords terms themes failures; do
  themeline export "$table" --format jsonl -o "$table.jsonl" 2> /dev/null
done
python - "$here/$1.tables.json" <<'PY'
import json, pathlib, sys
tables = {path.stem: [json.loads(line) for line in path.read_text().splitlines()] for path in sorted(pathlib.Path().glob("*.jsonl"))}
pathlib.Path(sys.argv[1]).write_text(json.dumps(tables, ensure_ascii=False, indent=0) + "\n")
PY
rm -rf workspace/.scratch workspace/.writer.*
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cJf "$here/$1.tar.xz" workspace
rm -rf "$work"
