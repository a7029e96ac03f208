# Finds LLVM, Clang and MLIR 19 as Debian packages them, and says what to install otherwise.

set(PULLBACK_LLVM_VERSION 19)

if(NOT MLIR_DIR)
  find_program(PULLBACK_LLVM_CONFIG NAMES llvm-config-${PULLBACK_LLVM_VERSION})
  if(PULLBACK_LLVM_CONFIG)
    execute_process(COMMAND ${PULLBACK_LLVM_CONFIG} --cmakedir
                    OUTPUT_VARIABLE PULLBACK_LLVM_CMAKE_DIR OUTPUT_STRIP_TRAILING_WHITESPACE)
    get_filename_component(PULLBACK_LLVM_CMAKE_ROOT "${PULLBACK_LLVM_CMAKE_DIR}" DIRECTORY)
    set(LLVM_DIR "${PULLBACK_LLVM_CMAKE_ROOT}/llvm" CACHE PATH "LLVM's CMake package")
    set(MLIR_DIR "${PULLBACK_LLVM_CMAKE_ROOT}/mlir" CACHE PATH "MLIR's CMake package")
    set(Clang_DIR "${PULLBACK_LLVM_CMAKE_ROOT}/clang" CACHE PATH "Clang's CMake package")
  endif()
endif()

find_package(MLIR QUIET CONFIG)
find_package(Clang QUIET CONFIG)
if(NOT MLIR_FOUND OR NOT Clang_FOUND OR NOT LLVM_VERSION_MAJOR EQUAL PULLBACK_LLVM_VERSION)
  message(FATAL_ERROR
    "Pullback is built with LLVM, Clang and MLIR ${PULLBACK_LLVM_VERSION}, which were not found. "
    "On Debian, './x setup' installs them: libmlir-19-dev mlir-19-tools libclang-19-dev llvm-19-dev llvm-19-tools "
    "clang-19. Elsewhere, set MLIR_DIR and Clang_DIR.")
endif()

list(APPEND CMAKE_MODULE_PATH "${MLIR_CMAKE_DIR}" "${LLVM_CMAKE_DIR}")
include_directories(SYSTEM ${MLIR_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS}) # mlir-tblgen reads the folder property
include(TableGen)
include(AddLLVM)
include(AddMLIR)
separate_arguments(PULLBACK_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
