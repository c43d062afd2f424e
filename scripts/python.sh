#!/usr/bin/env bash
# Makes target/venv with the packages of scripts/python.txt, pinned by digest, and prints its Python.
set -euo pipefail
cd "$(dirname "$0")/.."
venv="target/venv"
if ! cmp -s scripts/python.txt "$venv/installed.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r scripts/python.txt >&2
  cp scripts/python.txt "$venv/installed.txt"
fi
echo "$PWD/$venv/bin/python"
