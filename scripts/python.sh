#!/usr/bin/env bash
# Makes the Python environment of the independent oracles in target/venv, once per list of packages; prints its interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(sha256sum scripts/python.txt | cut -d' ' -f1)
made=target/venv/made-from
if [ "$(cat "$made" 2>/dev/null || true)" != "$wanted" ]; then
  rm -rf target/venv
  mkdir -p target
  python3 -m venv target/venv >&2
  target/venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r scripts/python.txt >&2
  echo "$wanted" > "$made"
fi
echo "$PWD/target/venv/bin/python"
