# The Debian package, by CPack, and the way back from `cmake --install`.
file(STRINGS ${CMAKE_SOURCE_DIR}/CHANGELOG.md changes REGEX "^## ${PROJECT_VERSION} \\(")
if(NOT changes MATCHES "\\(([0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9])\\)")
  message(FATAL_ERROR "CHANGELOG.md has no line '## ${PROJECT_VERSION} (YEAR-MONTH-DAY)'")
endif()
set(CS_RELEASE_DATE ${CMAKE_MATCH_1})
# The same sources make the same bytes: files are as old as the release, whenever it is built.
execute_process(COMMAND date -u -d ${CS_RELEASE_DATE} +%s OUTPUT_VARIABLE CS_RELEASE_SECONDS
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND date -u -R -d ${CS_RELEASE_DATE} OUTPUT_VARIABLE CS_RELEASE_STAMP
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME careerstat)
# A package each: the program with its data, the library that reads them, and what builds on it.
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME careerstat)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libcareerstat${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libcareerstat-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "careerstat (= ${PROJECT_VERSION}-1)") # its data
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libcareerstat${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION}-1), libcsv-dev, libcjson-dev, libexpat1-dev, zlib1g-dev, libsqlite3-dev, libgsl-dev, nettle-dev")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
file(WRITE ${CMAKE_BINARY_DIR}/share/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/share/triggers)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY "=")
set(CS_PACKAGE_CONTACT "careerstat developers <careerstat@example.org>" CACHE STRING
    "Who answers for a package that is handed out")
set(CPACK_PACKAGE_CONTACT "${CS_PACKAGE_CONTACT}")
# The line that CPack puts above no description: each has its own.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${CMAKE_PROJECT_NAME} built using CMake")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "career outlook data for other programs: shared library
The questions of careerstat, asked from C or any language that can call it:
figures with unit, period and source, documents, and messages with places.")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "career outlook data for other programs: development files
The header, the static library and examples of libcareerstat, and what
pkg-config and CMake need to find it.")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "career outlook data to medians, projections and guides
Reads the files of statistical agencies and salary surveys as they are
published, and answers with medians, quantiles, intervals, projections,
charts and whole career guides. Every figure carries its unit, period and
source; one that is suppressed, capped or missing says so.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the program calls or loads when it is needed.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS
    "gnuplot-nox | gnuplot, libarchive13, libmd4c0, libxlsxwriter4, libcurl4, ca-certificates, libmicrohttpd12")
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_BINARY_DIR}/cpack-epoch.cmake)
file(WRITE ${CMAKE_BINARY_DIR}/cpack-epoch.cmake "if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  set(ENV{SOURCE_DATE_EPOCH} ${CS_RELEASE_SECONDS})
endif()
")

# What Debian wants beside the program: who wrote it, and what changed, packed without a time.
file(WRITE ${CMAKE_BINARY_DIR}/share/changelog.Debian "careerstat (${PROJECT_VERSION}-1) unstable; urgency=medium

  * What changed is in changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${CS_RELEASE_STAMP}
")
include(GNUInstallDirs)
set(packed ${CMAKE_BINARY_DIR}/share/changelog.gz ${CMAKE_BINARY_DIR}/share/changelog.Debian.gz)
add_custom_command(
  OUTPUT ${packed}
  COMMAND gzip -9nc ${CMAKE_SOURCE_DIR}/CHANGELOG.md > ${CMAKE_BINARY_DIR}/share/changelog.gz
  COMMAND gzip -9nkf ${CMAKE_BINARY_DIR}/share/changelog.Debian
  DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md
  VERBATIM)
add_custom_target(changelog ALL DEPENDS ${packed})
foreach(component PROGRAM LIBRARY DEVELOPMENT)
  string(TOLOWER ${component} name)
  install(FILES ${packed} ${CMAKE_SOURCE_DIR}/cmake/copyright
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${component}_PACKAGE_NAME}
          COMPONENT ${name})
endforeach()
include(CPack)

# Removes what the last `cmake --install` wrote, and nothing else.
add_custom_target(uninstall
  COMMAND ${CMAKE_COMMAND} -DMANIFEST=${CMAKE_BINARY_DIR}/install_manifest.txt
          -P ${CMAKE_SOURCE_DIR}/cmake/uninstall.cmake
  VERBATIM)
