#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL cluster, named to it in TEST_POSTGRES_URL.
# Tests need no durable commits; with DURABLE=1 every commit is flushed to the disk, as in production.
set -euo pipefail
cluster=$(cd "$(dirname "$0")" && pwd)/cluster.sh
folder=$(mktemp -d)
stop() { "$cluster" stop "$folder" immediate >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
TEST_POSTGRES_URL=$("$cluster" start "$folder")
export TEST_POSTGRES_URL
"$@"
