#!/usr/bin/env bash
# The one entry: everything that is done with this repository, from a fresh Debian 12 on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

preset=${PULLBACK_PRESET:-release}
build=build
[[ $preset == release ]] || build=build-$preset
jobs=$(nproc)

packages=(
  # the compiler
  libmlir-19-dev mlir-19-tools libclang-19-dev llvm-19-dev llvm-19-tools clang-19 lld-19 libclang-rt-19-dev
  ccache cmake ninja-build make g++ libboost-dev
  # its tests, tools and examples
  libgtest-dev libbenchmark-dev clang-format-19 clang-tidy-19 graphviz liblbfgs-dev libeigen3-dev pkg-config
  python3 python3-torch cvise git
  # its benchmark
  libadolc-dev libceres-dev
)

usage() {
  cat <<'END'
usage: ./x COMMAND
  setup           install what is missing (apt-get; sudo unless root)
  build           configure and build into build/
  demo            fit the film scene with a generated gradient, from nothing to picture
  test [PATH]     install what is missing, build, run unit tests and lit; PATH: one test or folder (test/Golden, unittests/Rules)
  test --preset asan [PATH]     the same with the tool and all generated code under sanitizers
  test --reproducible           build the tool with the other compiler and compare what both write
  bless [PATH]    rewrite the golden files that the tests compare with; review the difference as code
  lint            check formatting and run clang-tidy
  bench [NAME]    time the generated adjoints (of one kernel) beside hand-written ones and peers; `tool`: time the tool
  fuzz            generate random programs and check their derivatives; see fuzz/README.md
  docs            regenerate what is generated in docs/
PULLBACK_PRESET=dev|asan|gcc uses another preset of CMakePresets.json, in build-dev/ and so on.
END
}

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }

missing_packages() {
  local package
  for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

setup() {
  local missing sudo=()
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    say "everything is installed"
    return
  fi
  say "installing ${missing[*]}"
  ((EUID == 0)) || sudo=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${sudo[@]}" apt-get update
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

build() {
  if [[ ! -f $build/build.ninja || CMakePresets.json -nt $build/CMakeCache.txt ]]; then
    say "configuring $build/"
    cmake --preset "$preset"
  fi
  say "building $build/"
  cmake --build "$build" -j "$jobs"
}

# The LLVM project's test runner, as Debian ships it.
lit() {
  python3 "$(llvm-config-19 --prefix)/build/utils/lit/lit.py" -j "$jobs" \
    --param "pullback_build=$PWD/$build" "$@"
}

# Runs every unit test program; results as JSON into the folder $1.
run_unittests() {
  local program
  for program in "$build"/unittests/*Test; do
    [[ -x $program ]] || continue
    say "${program##*/}"
    "$program" --gtest_brief=1 --gtest_output="json:$1/${program##*/}.json" >&2 ||
      [[ -s $1/${program##*/}.json ]] || echo '{"crashed": true}' > "$1/${program##*/}.json"
  done
}

# The tool as gcc builds it must write the same bytes as the one that clang builds.
test_reproducible() {
  setup && build && PULLBACK_PRESET=gcc ./x build && python3 test/reproducible.py build/bin/pullback build-gcc/bin/pullback
}

run_tests() {
  case ${1:-} in
    --preset) PULLBACK_PRESET=$2 exec ./x test "${@:3}" ;;
    --reproducible) test_reproducible; return ;;
  esac
  [[ $preset != asan ]] || export PULLBACK_TEST_QUICK=1 # generated code in its build with sanitizers
  local path=${1:-} results=$build/results
  setup && build || { echo "0 passed, 1 failed"; return 1; }
  rm -rf "$results"
  mkdir -p "$results"
  [[ -n $path && ${path#./} != unittests* ]] || run_unittests "$PWD/$results"
  if [[ ${path#./} != unittests* ]]; then
    say "lit"
    lit -sv --output "$results/lit.json" "${path:-test}" >&2 || [[ -s $results/lit.json ]] ||
      echo '{"crashed": true}' > "$results/lit.json"
  fi
  python3 test/count.py "$results"
}

bless() {
  build
  say "rewriting golden files"
  PULLBACK_BLESS=1 lit -sv "${1:-test}" || true
  git --no-pager diff --stat -- test docs
}

docs() {
  build
  say "writing docs/reference/rules.md"
  PULLBACK_BLESS=1 "$build/unittests/RulesTest" --gtest_brief=1 --gtest_filter='Document.*'
  say "writing the quoted blocks and lists of docs/"
  PULLBACK_BLESS=1 lit -sv test/Docs || true
  git --no-pager diff --stat -- docs README.md
}

lint() {
  local files
  mapfile -t files < <(git ls-files -co --exclude-standard 'lib/*.h' 'lib/*.cpp' 'tools/*.cpp' 'unittests/*.h' \
    'unittests/*.cpp' 'include/*.h')
  say "clang-format, ${#files[@]} files"
  clang-format-19 --dry-run -Werror "${files[@]}"
  build
  say "clang-tidy (files that changed since it last passed)"
  python3 test/tidy.py "$build" "$jobs" "${files[@]}"
}

demo() {
  setup
  build
  exec examples/bundle/demo.sh "$PWD/$build"
}

bench() {
  setup
  build
  if [[ ${1:-} == tool ]]; then
    exec python3 bench/tool/run.py "$build" "${@:2}"
  fi
  exec python3 bench/run.py "$build" "$@"
}

fuzz() {
  build
  exec python3 fuzz/fuzz.py --build "$PWD/$build" "$@"
}

command=${1:-}
(($# == 0)) || shift
case $command in
  setup | build | lint | docs | demo | bench | fuzz) "$command" "$@" ;;
  test) run_tests "$@" ;;
  bless) bless "$@" ;;
  '' | help | -h | --help) usage ;;
  *)
    echo "x: unknown command '$command'" >&2
    usage >&2
    exit 2
    ;;
esac
