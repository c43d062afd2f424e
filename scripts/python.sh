#!/usr/bin/env bash
# Makes target/venv with pinned Python packages that only tests read, and prints how to use them:
#   eval "$(scripts/python.sh)"
# Needs python3 and, the first time, the package index. Runs again in no time.
set -euo pipefail
cd "$(dirname "$0")/.."
venv="$PWD/target/venv"
if [ ! -e "$venv/ready" ]; then
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes --only-binary :all: --no-deps \
    -r scripts/python.txt >&2
  touch "$venv/ready"
fi
data=$("$venv/bin/python" -c 'import cryptography_vectors as v, os; print(os.path.dirname(v.__file__))')
echo "export SHANYRAQ_PKITS='$data/x509/PKITS_data'"
