# libcareerstat: the questions of the program for other programs, shared and static, and what finds
# them: pkg-config and find_package.
file(GLOB api_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/api/*.c)
add_library(cs_api OBJECT ${api_sources})
target_link_libraries(cs_api PRIVATE cs_cli)
target_include_directories(cs_api PUBLIC ${CMAKE_BINARY_DIR}/include)
configure_file(api/careerstat.h ${CMAKE_BINARY_DIR}/include/careerstat/careerstat.h COPYONLY)

# Ours, each once, in an order in which the linker may look through them again and again.
set(layers cs_cli cs_serve cs_render cs_guide cs_analysis cs_stats cs_fetch cs_library cs_ingest
           cs_data cs_base)
set(archives ${layers})
list(TRANSFORM archives REPLACE "(.+)" "$<TARGET_FILE:\\1>")
# Outside libraries by name: as shared ones, whatever the program has linked into it.
set(outside csv cjson expat z sqlite3 gsl gslcblas nettle m)
# By name in careerstat.pc too: `Requires.private` would give users of the shared library the flags
# of libraries that they never see.
list(TRANSFORM outside PREPEND "-l" OUTPUT_VARIABLE CS_OUTSIDE_LIBS)
list(JOIN CS_OUTSIDE_LIBS " " CS_OUTSIDE_LIBS)
# Failed allocations of ours are counted, and those that others would take for a fault of the input
# (allocation.c).
set(wrapped malloc calloc realloc strdup strndup fopen realpath scandir cJSON_ParseWithLength
            cJSON_ParseWithOpts cJSON_ParseWithLengthOpts XML_ParserCreate XML_ParserCreateNS XML_GetBuffer
            XML_ParseBuffer XML_Parse sqlite3_open_v2 sqlite3_exec sqlite3_prepare_v2
            sqlite3_step sqlite3_column_text)
list(TRANSFORM wrapped PREPEND "-Wl,--wrap=")

set(map ${CMAKE_CURRENT_SOURCE_DIR}/api/libcareerstat.map)
add_library(careerstat_shared SHARED $<TARGET_OBJECTS:cs_api>)
add_dependencies(careerstat_shared ${layers})
target_link_libraries(careerstat_shared PRIVATE
  -Wl,--start-group ${archives} -Wl,--end-group ${outside} Threads::Threads ${CMAKE_DL_LIBS})
target_link_options(careerstat_shared PRIVATE ${wrapped} -Wl,--version-script=${map}
                    -Wl,--gc-sections)
if(NOT CS_SANITIZE AND NOT CS_SANITIZE_THREADS) # whose own names are found at run time
  target_link_options(careerstat_shared PRIVATE -Wl,--no-undefined -Wl,--as-needed)
endif()
set_target_properties(careerstat_shared PROPERTIES
  OUTPUT_NAME careerstat EXPORT_NAME careerstat VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR} LINK_DEPENDS ${map}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_include_directories(careerstat_shared INTERFACE ${CMAKE_BINARY_DIR}/include)

# The static library is one object in which every name but those of the header is local, so that it
# meets no name of a host.
set(static ${CMAKE_BINARY_DIR}/libcareerstat.a)
set(whole ${CMAKE_CURRENT_BINARY_DIR}/careerstat.o)
add_custom_command(
  OUTPUT ${static}
  COMMAND ${CMAKE_C_COMPILER} -r -nostdlib ${wrapped} -o ${whole} $<TARGET_OBJECTS:cs_api>
          -Wl,--start-group ${archives} -Wl,--end-group
  COMMAND ${CMAKE_OBJCOPY} --localize-hidden --strip-debug ${whole}
  COMMAND ${CMAKE_COMMAND} -E rm -f ${static}
  COMMAND ${CMAKE_AR} rcsD ${static} ${whole}
  DEPENDS ${layers} cs_api $<TARGET_OBJECTS:cs_api>
  COMMAND_EXPAND_LISTS VERBATIM)
add_custom_target(careerstat_static ALL DEPENDS ${static})

# ---- what finds it ----

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
file(RELATIVE_PATH CS_PREFIX_FROM_PC /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" CS_PREFIX_FROM_PC "${CS_PREFIX_FROM_PC}")
configure_file(api/careerstat.pc.in ${CMAKE_BINARY_DIR}/careerstat.pc @ONLY)
configure_package_config_file(api/careerstat-config.cmake.in ${CMAKE_BINARY_DIR}/careerstat-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/careerstat
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/careerstat-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)

# careerstat(3) is the header, which says all there is to say.
set(api_page ${CMAKE_BINARY_DIR}/share/careerstat.3)
add_custom_command(
  OUTPUT ${api_page}.gz
  COMMAND ${CMAKE_COMMAND} -DHEADER=${CMAKE_CURRENT_SOURCE_DIR}/api/careerstat.h -DPAGE=${api_page}
          -DVERSION=${PROJECT_VERSION} -P ${CMAKE_SOURCE_DIR}/cmake/header-page.cmake
  COMMAND gzip -9nf ${api_page}
  DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/api/careerstat.h ${CMAKE_SOURCE_DIR}/cmake/header-page.cmake
  VERBATIM)
add_custom_target(library_manual ALL DEPENDS ${api_page}.gz)

install(TARGETS careerstat_shared LIBRARY COMPONENT library NAMELINK_COMPONENT development)
install(FILES ${static} DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(FILES api/careerstat.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/careerstat COMPONENT development)
install(FILES ${CMAKE_BINARY_DIR}/careerstat.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT development)
install(FILES ${CMAKE_BINARY_DIR}/careerstat-config.cmake
              ${CMAKE_BINARY_DIR}/careerstat-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/careerstat COMPONENT development)
install(FILES ${api_page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man3 COMPONENT development)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/examples
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libcareerstat-dev COMPONENT development
        FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
        DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                              WORLD_READ WORLD_EXECUTE)
