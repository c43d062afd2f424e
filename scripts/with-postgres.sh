#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL cluster, named to it in TEST_POSTGRES_URL.
# PostgreSQL refuses root, so root runs it as the system user `postgres`.
# Tests need no durable commits; with DURABLE=1 every commit is flushed to the disk, as in production.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: make setup-test" >&2; exit 1; }
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as=(runuser -u postgres --); fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U shanyraq --locale=C -E UTF8 -A trust >/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 54329)
fsync=off; [ -z "${DURABLE:-}" ] || fsync=on
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=$fsync" start >/dev/null || { cat "$folder/log" >&2; exit 1; }
cd - >/dev/null
TEST_POSTGRES_URL="postgres://shanyraq@127.0.0.1:$port/postgres" "$@"
