# The test suite. Tools are on the path (pullback, pullback-opt, FileCheck, not, split-file); substitutions:
#   %clangxx %gxx    the compilers that generated code must please
#   %warnflags       the contract's warning flags, and C++17
#   %include         the folder of <pullback/pullback.h>
#   %bless A B       compares the generated file A with the golden file B; `./x bless` rewrites B instead
#   %numeric         the numeric harness, test/Numeric/check.py
#   %in_c            the same for derivatives in C, test/Numeric/in_c.py
#   %python %cmake   the programs
#   %unprivileged    runs a command as somebody who may not write everywhere
#   %source %build   the roots of the source and build trees
import os
import subprocess
import sys

import lit.formats
import lit.util

if not hasattr(config, "pullback_source"):
    # lit found this file by walking up from a test: go through the build tree's configuration first.
    source = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    build = lit_config.params.get("pullback_build", os.path.join(source, "build"))
    site = os.path.join(build, "test", "lit.site.cfg.py")
    if not os.path.exists(site):
        lit_config.fatal(f"{site} does not exist; run './x build' first")
    lit_config.load_config(config, site)
    raise SystemExit

source, build = config.pullback_source, config.pullback_build
python = sys.executable

config.name = "Pullback"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.join(source, "test")
config.suffixes = [".cpp", ".mlir", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt", "lit.cfg.py"]

tools = [os.path.join(build, "bin"),
         *(os.path.join(build, "tools", name) for name in ("pullback-opt", "pullback-reduce", "pullback-lsp-server"))]
config.environment["PATH"] = os.pathsep.join([*tools, config.llvm_tools, os.environ["PATH"]])
for name in ("PULLBACK_BLESS", "PULLBACK_TEST_QUICK", "PULLBACK_MUTANT", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "CCACHE_DIR", "HOME"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
# libMLIR and libclang are not instrumented, so the sanitizer must not compare their containers with ours, nor believe
# LLVM's allocators, of which one part is compiled with our code and marks memory, and the other part with theirs.
config.environment.setdefault("ASAN_OPTIONS", "detect_container_overflow=0:detect_odr_violation=0:allow_user_poisoning=0")

clangxx, gxx = "clang++-19", "g++"
include = os.path.join(source, "include")
warnflags = ("-std=c++17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror")
config.environment.update(PULLBACK_CLANGXX=clangxx, PULLBACK_GXX=gxx, PULLBACK_INCLUDE=include,
                          PULLBACK_WARNFLAGS=warnflags, PULLBACK_SOURCE=source, PULLBACK_BUILD=build)

config.substitutions += [
    ("%clangxx", clangxx),
    ("%gxx", gxx),
    ("%warnflags", warnflags),
    ("%include", f"'{include}'"),
    ("%bless", f"'{python}' '{source}/test/bless.py'"),
    ("%numeric", f"'{python}' '{source}/test/Numeric/check.py'"),
    ("%in_c", f"'{python}' '{source}/test/Numeric/in_c.py'"),
    ("%python", f"'{python}'"),
    ("%cmake", f"'{config.pullback_cmake}'"),
    ("%source", f"'{source}'"),
    ("%build", f"'{build}'"),
]

unprivileged = "setpriv --reuid=65534 --regid=65534 --clear-groups" if os.geteuid() == 0 else "env"
config.substitutions.append(("%unprivileged", unprivileged))
if subprocess.run([*unprivileged.split(), os.path.join(build, "bin", "pullback"), "--version"], capture_output=True,
                  cwd="/").returncode == 0:  # not where root's tree is closed to others
    config.available_features.add("unprivileged")

if not os.environ.get("PULLBACK_TEST_QUICK"):
    config.available_features.add("thorough")
for feature, program in (("gxx", gxx), ("graphviz", "dot"), ("make", "make")):
    if lit.util.which(program, config.environment["PATH"]):
        config.available_features.add(feature)
