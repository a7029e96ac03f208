# pullback_add_adjoint(<target> SOURCES <file>... [FUNCTIONS <name>...] [MODES <mode>...] [WRT <entry>...] [OF <entry>...]
#                      [SCRATCH <entry>...] [OPTIONS <option>...] [OUTPUT_DIRECTORY <dir>]
#                      [HEADERS_VAR <variable>] [SOURCES_VAR <variable>] [GRADCHECK] [COMMITTED])
#
# Generates the derivatives of each SOURCES file when <target> is built, compiles them into <target>, and puts the
# generated headers (STEM.pullback.h) on its include path. MODES, WRT, OF and SCRATCH apply to every function of FUNCTIONS;
# without FUNCTIONS, what the sources annotate is differentiated. Relative sources are relative to the current source
# folder. With --language=c among the OPTIONS, what is generated is C (STEM.pullback.c). The two variables get the lists of
# generated files. GRADCHECK adds a test of the derivatives. COMMITTED keeps the
# generated files in the source tree, and adds a test that they are current and a target that brings them up to date.
#
# The tool reads the sources with the target's include folders, definitions and language standard, those of linked
# libraries included, and, when cross-compiling, with its sysroot and triple.

include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

# The flags for Clang, as generator expressions of the target, in `result`: those of C for a source that is C by its name.
function(_pullback_compiler_flags result target source)
  set(standards "")
  set(features "$<TARGET_PROPERTY:${target},COMPILE_FEATURES>")
  if(source MATCHES "\\.c$")
    set(language C)
    set(feature c_std_)
    set(years 90 99 11 17 23)
    set(dialects gnu,c)
  else()
    set(language CXX)
    set(feature cxx_std_)
    set(years 98 11 14 17 20 23 26)
    set(dialects gnu++,c++)
  endif()
  foreach(year IN LISTS years) # the newest of those asked for wins: it ends up outermost
    set(asked "$<OR:$<STREQUAL:$<TARGET_PROPERTY:${target},${language}_STANDARD>,${year}>,$<IN_LIST:${feature}${year},${features}>>")
    set(standards "$<IF:${asked},${year},${standards}>")
  endforeach()
  set(extensions "$<TARGET_PROPERTY:${target},${language}_EXTENSIONS>")
  set(dialect "$<IF:$<OR:$<STREQUAL:${extensions},>,$<BOOL:${extensions}>>,${dialects}>")
  set(folders "$<FILTER:$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>,EXCLUDE,^/usr/include/?$>")
  set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
  set(flags
      "$<$<BOOL:${standards}>:-std=${dialect}${standards}>"
      "$<FILTER:$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>,INCLUDE,^-std=>"
      "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},$<SEMICOLON>-D>>"
      "$<$<BOOL:${folders}>:-I$<JOIN:${folders},$<SEMICOLON>-I>>")
  separate_arguments(global NATIVE_COMMAND "${CMAKE_${language}_FLAGS}")
  list(FILTER global INCLUDE REGEX "^-(std=|D|I|stdlib=)")
  list(PREPEND flags ${global})
  if(CMAKE_SYSROOT)
    list(APPEND flags "--sysroot=${CMAKE_SYSROOT}")
  endif()
  if(CMAKE_${language}_COMPILER_TARGET)
    list(APPEND flags "--target=${CMAKE_${language}_COMPILER_TARGET}")
  elseif(CMAKE_CROSSCOMPILING AND CMAKE_${language}_LIBRARY_ARCHITECTURE)
    list(APPEND flags "--target=${CMAKE_${language}_LIBRARY_ARCHITECTURE}")
  endif()
  set(${result} "${flags}" PARENT_SCOPE)
endfunction()

# The options that say what to differentiate, from the caller's FUNCTIONS and so on, in `result`.
function(_pullback_request_options result)
  set(options "")
  foreach(function IN LISTS arg_FUNCTIONS)
    list(APPEND options --function "${function}")
    foreach(keyword MODES WRT OF SCRATCH)
      if(arg_${keyword})
        string(TOLOWER "${keyword}" option)
        string(REPLACE "modes" "mode" option "${option}")
        list(JOIN arg_${keyword} "," value)
        list(APPEND options --${option} "${value}")
      endif()
    endforeach()
  endforeach()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# Stops the configuration where the arguments make no sense.
function(_pullback_check_arguments target)
  foreach(keyword REPORTS_VAR)
    if(arg_${keyword})
      message(FATAL_ERROR "pullback_add_adjoint: ${keyword} is not supported yet")
    endif()
  endforeach()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "pullback_add_adjoint: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "pullback_add_adjoint: no values after ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "pullback_add_adjoint: there is no target '${target}'")
  endif()
  get_target_property(type ${target} TYPE)
  get_target_property(imported ${target} IMPORTED)
  if(imported OR type STREQUAL "INTERFACE_LIBRARY" OR type STREQUAL "UTILITY")
    message(FATAL_ERROR "pullback_add_adjoint: nothing can be compiled into the target '${target}'")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "pullback_add_adjoint: no SOURCES are given for '${target}'")
  endif()
  foreach(keyword MODES WRT OF SCRATCH)
    if(arg_${keyword} AND NOT arg_FUNCTIONS)
      message(FATAL_ERROR "pullback_add_adjoint: ${keyword} goes with FUNCTIONS; annotate '${arg_SOURCES}' instead")
    endif()
  endforeach()
endfunction()

# Refuses the second request for a source or an output in one target.
function(_pullback_claim target property value message)
  get_property(claimed TARGET ${target} PROPERTY ${property})
  if(value IN_LIST claimed)
    message(FATAL_ERROR "pullback_add_adjoint: ${message}")
  endif()
  set_property(TARGET ${target} APPEND PROPERTY ${property} "${value}")
endfunction()

# In a subfolder whose name has a space, CMake's Makefiles escape the space twice where a command has a DEPFILE, and look
# for its time stamp in a folder `a\ b`. Makes that a link to `a b`.
function(_pullback_mend_makefiles)
  file(RELATIVE_PATH folder "${CMAKE_BINARY_DIR}" "${CMAKE_CURRENT_BINARY_DIR}")
  string(REPLACE "/" ";" names "${folder}")
  set(parent "${CMAKE_BINARY_DIR}")
  foreach(name IN LISTS names)
    string(REPLACE " " "\\ " escaped "${name}")
    if(NOT EXISTS "${parent}/${escaped}")
      file(CREATE_LINK "${parent}/${name}" "${parent}/${escaped}" RESULT ignored SYMBOLIC)
    endif()
    string(APPEND parent "/${name}")
  endforeach()
endfunction()

# Adds the command that generates `cpp` and `header` from `source`, and the checking program `check` unless that is "".
function(_pullback_add_command target source cpp header check)
  _pullback_compiler_flags(flags ${target} "${source}")
  _pullback_request_options(requests)
  set(outputs "${cpp}" "${header}")
  if(check)
    list(APPEND outputs "${check}")
    list(APPEND requests --gradcheck "${check}")
  endif()
  set(touch "")
  if(CMAKE_GENERATOR MATCHES "Makefiles") # make looks at times, and the tool leaves files alone that do not change
    set(touch COMMAND "${CMAKE_COMMAND}" -E touch ${outputs})
    _pullback_mend_makefiles()
  endif()
  file(RELATIVE_PATH shown "${CMAKE_SOURCE_DIR}" "${source}")
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND pullback::pullback "${source}" -o "${cpp}" --header "${header}" --depfile "${cpp}.d"
            ${requests} ${arg_OPTIONS} -- ${flags}
    ${touch}
    DEPENDS "${source}" pullback::pullback
    DEPFILE "${cpp}.d"
    COMMENT "Differentiating ${shown}"
    VERBATIM COMMAND_EXPAND_LISTS)
  set_source_files_properties(${outputs} PROPERTIES
    SKIP_AUTOGEN ON SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# For COMMITTED: the files are written by the build only if they are not there. A test says whether they are current, and
# the target <target>_pullback_update brings them up to date.
function(_pullback_add_committed target source cpp header)
  _pullback_compiler_flags(flags ${target} "${source}")
  _pullback_request_options(requests)
  get_filename_component(stem "${source}" NAME_WLE)
  file(RELATIVE_PATH shown "${CMAKE_SOURCE_DIR}" "${source}")
  set(arguments "${source}" -o "${cpp}" --header "${header}" ${requests} ${arg_OPTIONS})
  if(NOT EXISTS "${cpp}" OR NOT EXISTS "${header}")
    add_custom_command(
      OUTPUT "${cpp}" "${header}"
      COMMAND pullback::pullback ${arguments} -- ${flags}
      COMMENT "Differentiating ${shown}"
      VERBATIM COMMAND_EXPAND_LISTS)
  endif()
  if(NOT TARGET ${target}_pullback_update)
    add_custom_target(${target}_pullback_update)
  endif()
  add_custom_command(
    TARGET ${target}_pullback_update POST_BUILD
    COMMAND pullback::pullback ${arguments} -- ${flags}
    COMMENT "Differentiating ${shown}"
    VERBATIM COMMAND_EXPAND_LISTS)
  add_test(NAME ${target}_${stem}_is_current COMMAND pullback::pullback ${arguments} --check -- ${flags}
           COMMAND_EXPAND_LISTS)
  set_source_files_properties("${cpp}" "${header}" PROPERTIES
    SKIP_AUTOGEN ON SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# For GRADCHECK: a test that runs the checking program `check`, with the inputs in STEM.inputs beside the source if that
# file exists. The program gets what it calls from the target's objects: from an archive, so that a main() among them does
# not count.
function(_pullback_add_gradcheck target source check)
  get_filename_component(stem "${source}" NAME_WLE)
  get_filename_component(folder "${source}" DIRECTORY)
  if(NOT TARGET ${target}_pullback_objects)
    add_library(${target}_pullback_objects STATIC EXCLUDE_FROM_ALL "$<TARGET_OBJECTS:${target}>")
    set_target_properties(${target}_pullback_objects PROPERTIES LINKER_LANGUAGE CXX)
    add_dependencies(${target}_pullback_objects ${target})
  endif()
  set(name ${target}_${stem}_gradcheck)
  add_executable(${name} "${check}")
  foreach(property CXX_STANDARD CXX_STANDARD_REQUIRED CXX_EXTENSIONS)
    get_target_property(value ${target} ${property})
    if(NOT value MATCHES "NOTFOUND$")
      set_target_properties(${name} PROPERTIES ${property} "${value}")
    endif()
  endforeach()
  target_compile_features(${name} PRIVATE cxx_std_17 "$<TARGET_PROPERTY:${target},COMPILE_FEATURES>")
  target_include_directories(${name} PRIVATE "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
  target_compile_definitions(${name} PRIVATE "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
  target_compile_options(${name} PRIVATE "$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>"
                         "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-w>") # the target's warnings are not for this program
  target_link_libraries(${name} PRIVATE ${target}_pullback_objects "$<TARGET_PROPERTY:${target},LINK_LIBRARIES>")
  target_link_options(${name} PRIVATE "$<TARGET_PROPERTY:${target},LINK_OPTIONS>")
  set(inputs "")
  if(EXISTS "${folder}/${stem}.inputs")
    set(inputs --inputs "${folder}/${stem}.inputs")
  endif()
  add_test(NAME ${name} COMMAND ${name} ${inputs})
endfunction()

function(pullback_add_adjoint target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "GRADCHECK;COMMITTED" "OUTPUT_DIRECTORY;HEADERS_VAR;SOURCES_VAR;REPORTS_VAR"
                        "SOURCES;FUNCTIONS;MODES;WRT;OF;SCRATCH;OPTIONS")
  _pullback_check_arguments(${target})
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(aliased)
    set(target ${aliased})
  endif()
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/pullback/${target}")
  if(arg_OUTPUT_DIRECTORY)
    set(base "${CMAKE_CURRENT_BINARY_DIR}")
    if(arg_COMMITTED)
      set(base "${CMAKE_CURRENT_SOURCE_DIR}")
    endif()
    get_filename_component(directory "${arg_OUTPUT_DIRECTORY}" ABSOLUTE BASE_DIR "${base}")
  endif()

  set(suffix ".cpp")
  if("--language=c" IN_LIST arg_OPTIONS OR "-language=c" IN_LIST arg_OPTIONS)
    set(suffix ".c")
  endif()
  set(headers "")
  set(sources "")
  set(folders "")
  foreach(file IN LISTS arg_SOURCES)
    get_filename_component(source "${file}" ABSOLUTE)
    get_source_file_property(generated "${source}" GENERATED)
    if(NOT EXISTS "${source}" AND NOT generated)
      message(FATAL_ERROR "pullback_add_adjoint: there is no file '${source}'")
    endif()
    get_filename_component(stem "${source}" NAME_WLE)
    get_filename_component(folder "${source}" DIRECTORY)
    set(checking "${directory}")
    if(arg_COMMITTED)
      set(checking "${CMAKE_CURRENT_BINARY_DIR}/pullback/${target}/gradcheck")
    endif()
    if(arg_COMMITTED AND NOT arg_OUTPUT_DIRECTORY)
      set(directory "${folder}")
    endif()
    file(MAKE_DIRECTORY "${directory}" "${checking}")
    list(APPEND folders "${directory}")
    set(cpp "${directory}/${stem}.pullback${suffix}")
    set(header "${directory}/${stem}.pullback.h")
    _pullback_claim(${target} PULLBACK_SOURCES "${source}"
                    "'${file}' is given twice for the target '${target}'; name all its FUNCTIONS in one call")
    _pullback_claim(${target} PULLBACK_OUTPUTS "${cpp}"
                    "two sources of '${target}' would generate '${cpp}'; give one of them another OUTPUT_DIRECTORY")
    set(check "")
    if(arg_GRADCHECK)
      set(check "${checking}/${stem}.check.cpp")
    endif()
    if(arg_COMMITTED)
      _pullback_add_committed(${target} "${source}" "${cpp}" "${header}")
    else()
      _pullback_add_command(${target} "${source}" "${cpp}" "${header}" "${check}")
    endif()
    if(arg_COMMITTED AND arg_GRADCHECK) # the program comes with generated files of its own
      _pullback_add_command(${target} "${source}" "${checking}/${stem}.pullback${suffix}" "${checking}/${stem}.pullback.h"
                            "${check}")
    endif()
    if(arg_GRADCHECK)
      _pullback_add_gradcheck(${target} "${source}" "${check}")
    endif()
    list(APPEND sources "${cpp}")
    list(APPEND headers "${header}")
    list(APPEND folders "${folder}") # generated headers include what the source includes, as it spells it
  endforeach()

  get_target_property(annotations pullback::pullback PULLBACK_INCLUDE_DIRECTORY)
  get_target_property(type ${target} TYPE)
  list(REMOVE_DUPLICATES folders)
  set(visibility PUBLIC)
  if(type STREQUAL "EXECUTABLE")
    set(visibility PRIVATE)
  endif()
  target_include_directories(${target} ${visibility} "$<BUILD_INTERFACE:${folders};${annotations}>")
  target_sources(${target} PRIVATE ${sources} ${headers})

  # The rules of custom commands are known in their own folder only.
  get_target_property(owner ${target} SOURCE_DIR)
  if(NOT owner STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    string(MD5 unique "${sources}")
    add_custom_target(${target}_pullback_${unique} DEPENDS ${sources} ${headers})
    add_dependencies(${target} ${target}_pullback_${unique})
    set_source_files_properties(${sources} ${headers} TARGET_DIRECTORY ${target} PROPERTIES GENERATED TRUE)
  endif()
  if(arg_HEADERS_VAR)
    set(${arg_HEADERS_VAR} "${headers}" PARENT_SCOPE)
  endif()
  if(arg_SOURCES_VAR)
    set(${arg_SOURCES_VAR} "${sources}" PARENT_SCOPE)
  endif()
endfunction()

cmake_policy(POP)
