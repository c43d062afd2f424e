#!/usr/bin/env bash
# A throw-away PostgreSQL cluster in a folder: `start FOLDER` makes and starts it and prints its address,
# `stop FOLDER [fast|immediate]` stops it, `again FOLDER` starts it again at the same address.
# PostgreSQL refuses root, so root runs it as the system user `postgres`.
set -euo pipefail
verb=$1 folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: make setup-test" >&2; exit 1; }
as=()
if [ "$(id -u)" = 0 ]; then as=(runuser -u postgres --); fi
fsync=off; [ -z "${DURABLE:-}" ] || fsync=on
start() {
  port=$(cat "$folder/port")
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=${fsync}" start >/dev/null || { cat "$folder/log" >&2; exit 1; }
}
case $verb in
  start)
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    cd "$folder"
    "${as[@]}" "$bin/initdb" -D "$folder/data" -U shanyraq --locale=C -E UTF8 -A trust >/dev/null
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' > "$folder/port" 2>/dev/null \
      || echo 54329 > "$folder/port"
    start
    echo "postgres://shanyraq@127.0.0.1:$(cat "$folder/port")/postgres"
    ;;
  again) cd "$folder"; start ;;
  stop) cd "$folder"; "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m "${3:-fast}" -w stop >/dev/null ;;
  *) echo "start, stop or again?" >&2; exit 2 ;;
esac
