# all_outputs.sh PREFIX: every kind of output for every source in this folder; the sources are named with PREFIX.
set -e
for source in *.cpp; do
  case $source in *.pullback.cpp) continue ;; esac
  pullback "$1$source"
  pullback "$1$source" --emit=ir -o "$source.mlir"
  pullback "$1$source" --emit=json -o "$source.json"
  pullback "$1$source" --emit=graph -o "$source.dot"
done
