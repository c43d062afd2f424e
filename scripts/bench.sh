#!/usr/bin/env bash
# The scales: measures the figures of the design on this machine, on both databases, and writes target/bench.json.
#   scripts/bench.sh --quick --only store        short, one group
#   scripts/bench.sh --sizes 1000,1000000        other sizes for the growth
# PostgreSQL is a throw-away cluster that makes every commit durable.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build -q --release -p server -p bench
pgbench=$(ls /usr/lib/postgresql/*/bin/pgbench 2>/dev/null | sort -V | tail -1)
export DURABLE=1
# shellcheck disable=SC2016
exec scripts/with-postgres.sh bash -c 'exec target/release/bench --postgres "$TEST_POSTGRES_URL" "$@"' bench \
  ${pgbench:+--pgbench "$pgbench"} --date "$(date -I)" --commit "$(git rev-parse --short HEAD 2>/dev/null || true)" "$@"
