#!/usr/bin/env bash
# Builds CSS, JavaScript and fonts from the npm packages in assets/package-lock.json, if anything changed.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=assets/dist/.built-from
digest=$(find assets -path assets/node_modules -prune -o -path assets/dist -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ]; then exit 0; fi
echo "Building CSS, JavaScript and fonts"
npm --prefix assets ci --ignore-scripts --no-audit --no-fund --loglevel=error
node assets/build.mjs
printf '%s' "$digest" > "$stamp"
