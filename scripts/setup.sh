#!/usr/bin/env bash
# Installs the Debian packages that are missing. Run as root, or with sudo at hand.
set -euo pipefail
case "${1:-test}" in
  run)  wanted="fonts-noto-core build-essential" ;;
  test) wanted="fonts-noto-core build-essential postgresql chromium poppler-utils qpdf openssl python3-venv" ;;
  bench) wanted="fonts-noto-core build-essential postgresql openssl nginx-light" ;;
  *) echo "usage: setup.sh run|test|bench" >&2; exit 2 ;;
esac
missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "Please install as root: apt-get install$missing" >&2; exit 1; }
    as_root="sudo"
  fi
  echo "Installing:$missing"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
for tool in cargo node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is needed: install Rust 1.95 with rustup, and Node 20 or newer" >&2; exit 1; }
done
