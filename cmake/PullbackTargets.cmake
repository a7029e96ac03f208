# How every library and tool of the compiler is built: flags, include folders, one shared precompiled header for code
# that sees MLIR and another for code that sees Clang too.

find_program(PULLBACK_CCACHE ccache)
if(PULLBACK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${PULLBACK_CCACHE})
endif()

add_library(pullback_flags INTERFACE)
target_compile_definitions(pullback_flags INTERFACE ${PULLBACK_LLVM_DEFINITIONS})
target_include_directories(pullback_flags INTERFACE "${PROJECT_SOURCE_DIR}/lib" "${PROJECT_BINARY_DIR}/lib")
target_include_directories(pullback_flags SYSTEM INTERFACE
                           ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_compile_options(pullback_flags INTERFACE -Wall -Wextra -Wno-unused-parameter)
# Warnings of a compiler that we do not test must not stop a user's build; gcc's are of LLVM's containers, and false.
if(PROJECT_IS_TOP_LEVEL AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(pullback_flags INTERFACE -Werror)
endif()
if(PULLBACK_FUZZERS)
  target_compile_options(pullback_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(pullback_flags INTERFACE -Xclang -fno-pch-timestamp)
endif()

# pullback_library(<name> [CLANG] SOURCES <file>... [LIBS <target>...] [DEPENDS <target>...])
function(pullback_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CLANG" "" "SOURCES;LIBS;DEPENDS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC pullback_flags ${arg_LIBS})
  if(arg_DEPENDS)
    add_dependencies(${name} ${arg_DEPENDS})
  endif()
  if(PULLBACK_MUTANTS) # where the mistakes are, so that all other files are taken from the cache
    foreach(source IN LISTS arg_SOURCES)
      file(STRINGS "${source}" mistakes REGEX "IR/Mutants.h" LIMIT_COUNT 1)
      if(mistakes)
        set_source_files_properties("${source}" PROPERTIES COMPILE_DEFINITIONS PULLBACK_MUTANTS)
      endif()
    endforeach()
  endif()
  if(arg_CLANG)
    target_precompile_headers(${name} REUSE_FROM PullbackClangPch)
  elseif(NOT name STREQUAL "PullbackIR")
    target_precompile_headers(${name} REUSE_FROM PullbackIR)
  endif()
endfunction()
