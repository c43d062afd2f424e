#!/usr/bin/env bash
# Builds and starts the whole town on SQLite. Ctrl-C stops it. SHANYRAQ_MOMENT=2021-03-01T09:00:00+06:00 starts a
# new town on another day.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build -q --release -p server -p sandbox
bin=target/release
mkdir -p var/town
moment=${SHANYRAQ_MOMENT:+--moment "$SHANYRAQ_MOMENT"}
# shellcheck disable=SC2086
"$bin/sandbox" town --dir var/town $moment &
town=$!
stop() { kill "$town" ${server:-} 2>/dev/null || true; wait 2>/dev/null || true; }
trap stop EXIT
trap 'exit 0' INT TERM
until [ -s var/town/trust/ready ] || ! kill -0 "$town" 2>/dev/null; do read -rt 0.2 <> <(:) || true; done
kill -0 "$town" 2>/dev/null || { echo "The sandbox did not start; is port 13579 or 13580 taken?" >&2; exit 1; }
"$bin/sandbox" office-file --out var/town/office.toml
"$bin/shanyraq" --config shanyraq.example.toml migrate
"$bin/shanyraq" --config shanyraq.example.toml office import var/town/office.toml
"$bin/shanyraq" --config shanyraq.example.toml serve &
server=$!
"$bin/sandbox" people
cat <<'TEXT'

  Portal          http://127.0.0.1:8080
  Whose key signs http://127.0.0.1:13580/keys     (the stand-in for NCALayer)
  The town        http://127.0.0.1:13580          (people and what to type, clock, OCSP)

  Choose a person on the second page, then log in on the first. Ctrl-C stops the town.
TEXT
wait "$server"
