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
set(CS_PACKAGE_CONTACT "careerstat developers <careerstat@example.org>" CACHE STRING
    "Who answers for a package that is handed out")
set(CPACK_PACKAGE_CONTACT "${CS_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "career outlook data to medians, projections and guides")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Reads the files of statistical agencies and salary surveys as they are
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
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
    "gnuplot-nox | gnuplot, libarchive13, libcurl4, ca-certificates, libmicrohttpd12")
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
install(FILES ${packed} ${CMAKE_SOURCE_DIR}/cmake/copyright
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/careerstat)
include(CPack)

# Removes what the last `cmake --install` wrote, and nothing else.
add_custom_target(uninstall
  COMMAND ${CMAKE_COMMAND} -DMANIFEST=${CMAKE_BINARY_DIR}/install_manifest.txt
          -P ${CMAKE_SOURCE_DIR}/cmake/uninstall.cmake
  VERBATIM)
