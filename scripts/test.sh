#!/usr/bin/env bash
# Everything that must hold, in the order in which it is cheapest to learn of a fault.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s\n' "$*"; }
step "format"
cargo fmt --check
step "lints"
cargo clippy --workspace --all-targets -- -D warnings
step "programs"
cargo build --workspace
step "law"
target/debug/shanyraq law check
step "tests, on SQLite and PostgreSQL, with a browser and independent oracles"
SHANYRAQ_PYTHON=$(scripts/python.sh)
export SHANYRAQ_PYTHON
SHANYRAQ_PKITS=$("$SHANYRAQ_PYTHON" -c 'import cryptography_vectors as v; print(v.__path__[0] + "/x509/PKITS_data")')
export SHANYRAQ_PKITS
scripts/with-postgres.sh cargo test --workspace --no-fail-fast
step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc -q --workspace --no-deps
echo "All of it holds."
