# What the compiler and the linker can do against a mistake that is made use of: checked copies,
# canaries, a program at any address whose tables cannot be written to once it runs.
# tests/install/hardened reads all of it off the built file.
include(CheckCCompilerFlag)
option(CS_HARDEN "Checked copies, stack protector, PIE, full RELRO, control-flow protection" ON)

if(CS_HARDEN)
  add_compile_options(-fstack-protector-strong)
  add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>)
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  check_c_compiler_flag(-fcf-protection CS_HAS_CF_PROTECTION) # x86 only
  if(CS_HAS_CF_PROTECTION)
    add_compile_options(-fcf-protection)
  endif()
  # The checks need an optimizer; the sanitizers do the same and more, and are disturbed by them.
  if(NOT CS_SANITIZE AND NOT CS_SANITIZE_THREADS AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  endif()
endif()

if(CS_RELOCATABLE)
  add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
endif()
