#!/usr/bin/env bash
# Builds and starts the whole town on SQLite. Ctrl-C stops it.
#   SHANYRAQ_MOMENT=2021-03-01T09:00:00+06:00   the town's first moment, or a later one than its present
#   SHANYRAQ_PORT, TOWN_PORT, NCALAYER_PORT     other ports than 8080, 13580 and 13579
#   SHANYRAQ_TOWN=var/town-2021                 another folder, for another town beside the first
#   SHANYRAQ_PROFILE=release                    slow to build, fast to run
set -euo pipefail
cd "$(dirname "$0")/.."
port=${SHANYRAQ_PORT:-8080} town_port=${TOWN_PORT:-13580} ncalayer_port=${NCALAYER_PORT:-13579}
home=${SHANYRAQ_TOWN:-var/town} profile=${SHANYRAQ_PROFILE:-dev}
town='' server=''

fail() { echo "$*" >&2; exit 1; }
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
# A port listens before the program behind it is ready, so a page is asked for.
answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && read -rt 5 line <&3 && [[ $line == HTTP/* ]]) 2>/dev/null
}
# until_answers PORT PROCESS: waits as long as the process lives and its port does not answer.
until_answers() {
  until answers "$1"; do
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.1
  done
}
stop() {
  trap - EXIT INT TERM
  for process in $server $town; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
trap stop EXIT
trap 'stop; exit 0' INT TERM

for taken in "SHANYRAQ_PORT $port" "TOWN_PORT $town_port" "NCALAYER_PORT $ncalayer_port"; do
  # shellcheck disable=SC2086
  set -- $taken
  ! listens "$2" || fail "Port $2 is taken by another program. Stop it, or choose another port: $1=12345 make run"
done

echo "Building (the first time takes some minutes)"
cargo build -q --profile "$profile" -p server -p sandbox
bin=target/$([ "$profile" = dev ] && echo debug || echo "$profile")

# The configuration of this town: the example, with its ports and its folder.
mkdir -p "$home"
config=$home/shanyraq.toml
sed -e "s|127.0.0.1:8080|127.0.0.1:$port|g" \
    -e "s|127.0.0.1:13580|127.0.0.1:$town_port|g" \
    -e "s|127.0.0.1:13579|127.0.0.1:$ncalayer_port|g" \
    -e "s|\"var/shanyraq.db\"|\"$home/shanyraq.db\"|" \
    -e "s|\"var/town/|\"$home/|g" shanyraq.example.toml > "$config"

"$bin/sandbox" town --dir "$home" --http-port "$town_port" --ncalayer-port "$ncalayer_port" \
  --portal "http://127.0.0.1:$port/" ${SHANYRAQ_MOMENT:+--moment "$SHANYRAQ_MOMENT"} &
town=$!
until_answers "$town_port" "$town" || fail "The town did not start; what it said stands above."
"$bin/sandbox" office-file --out "$home/office.toml"
"$bin/shanyraq" --config "$config" migrate
"$bin/shanyraq" --config "$config" office import "$home/office.toml"
"$bin/shanyraq" --config "$config" serve &
server=$!
until_answers "$port" "$server" || fail "The server did not start; what it said stands above."
echo
"$bin/sandbox" people
cat <<TEXT

  Portal              http://127.0.0.1:$port
  The town            http://127.0.0.1:$town_port          people, what to type, papers to attach
  Whose key signs     http://127.0.0.1:$town_port/keys     the stand-in for NCALayer
  The town's clock    http://127.0.0.1:$town_port/clock

Choose a person on the page of keys, then log in on the portal. Ctrl-C stops everything; the town keeps what happened.
TEXT
wait -n "$town" "$server" || true
fail "A part of the town has stopped; what it said stands above."
