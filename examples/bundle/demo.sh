#!/usr/bin/env bash
# Generates the gradient of a film scene's reprojection error, builds the example and fits the scene with it.
#
#   demo.sh BUILD_DIR [PROBLEM.txt]     BUILD_DIR: where Pullback itself was built
set -euo pipefail
(($# >= 1)) || { echo "usage: demo.sh BUILD_DIR [PROBLEM.txt]" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$("$here/../build.sh" "$1" bundle)
exec "$build/bundle" "${2:-$here/data/tears-of-steel-07-1a.txt}" "$build/residuals.svg" "$(cat "$build/generated.txt")"
