#!/usr/bin/env bash
# Builds one example against an installed Pullback, as a user would, and prints the folder with its programs.
#
#   build.sh BUILD_DIR EXAMPLE     BUILD_DIR: where Pullback itself was built
set -euo pipefail
(($# == 2)) || { echo "usage: build.sh BUILD_DIR EXAMPLE" >&2; exit 2; }
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/$2" && pwd)
work=$(cd "$1" && pwd)/examples/$2
mkdir -p "$work"
{
  cmake --install "$1" --prefix "$work/pullback"
  cmake -S "$source" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/pullback" -DCMAKE_BUILD_TYPE=Release
  cmake --build "$work/build"
} > "$work/log.txt" 2>&1 || { cat "$work/log.txt" >&2; exit 1; }
echo "$work/build"
