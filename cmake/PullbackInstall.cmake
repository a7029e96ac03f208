# What `cmake --install` puts where: the tool, the header of annotations and the CMake package. The tool finds the rest from
# where it lies: ../include, and Clang's own headers in ../lib/clang or where LLVM is installed.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(PULLBACK_PACKAGE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/Pullback")
set(PULLBACK_INSTALLED_TOOL "${CMAKE_INSTALL_BINDIR}/pullback${CMAKE_EXECUTABLE_SUFFIX}")

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/PullbackConfig.cmake.in" "${PROJECT_BINARY_DIR}/package/PullbackConfig.cmake"
  INSTALL_DESTINATION "${PULLBACK_PACKAGE_DIR}"
  PATH_VARS PULLBACK_INSTALLED_TOOL CMAKE_INSTALL_INCLUDEDIR
  NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/PullbackConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

install(TARGETS pullback RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT pullback)
install(FILES "${PROJECT_SOURCE_DIR}/include/pullback/pullback.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/pullback"
        COMPONENT pullback)
install(FILES "${PROJECT_BINARY_DIR}/package/PullbackConfig.cmake"
              "${PROJECT_BINARY_DIR}/package/PullbackConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/PullbackAddAdjoint.cmake"
        DESTINATION "${PULLBACK_PACKAGE_DIR}" COMPONENT pullback)
