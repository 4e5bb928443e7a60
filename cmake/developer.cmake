# Settings for those who work on kith. They hold for this project's folders and leak into nobody's build.

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 sees an overlap in std::operator+(const char*, std::string&&) where there is none (GCC bug 105651).
    add_compile_options(-Wno-restrict)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Every public header must compile alone: target all_verify_interface_header_sets, and a test that builds it.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(KITH_CCACHE ccache)
    mark_as_advanced(KITH_CCACHE)
    if(KITH_CCACHE)
        set(CMAKE_CXX_COMPILER_LAUNCHER "${KITH_CCACHE}")
    endif()
endif()

find_program(KITH_RUN_CLANG_TIDY NAMES run-clang-tidy-16 run-clang-tidy)
mark_as_advanced(KITH_RUN_CLANG_TIDY)
if(KITH_RUN_CLANG_TIDY)
    add_custom_target(tidy
        COMMAND ${KITH_RUN_CLANG_TIDY} -quiet -p "${CMAKE_BINARY_DIR}" -extra-arg=-Wno-unknown-warning-option
            "${CMAKE_CURRENT_SOURCE_DIR}/(engine|storage)/"
        COMMENT "Checking names and common mistakes in engine and storage" USES_TERMINAL VERBATIM)
endif()
