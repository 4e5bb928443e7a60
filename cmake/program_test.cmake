# Registers a test that runs a program in a fresh folder and compares what it prints, byte for byte.
#   kith_add_program_test(<name> PROGRAM <target> EXPECTED <file>
#       [ARGUMENTS <argument>...]      passed to the program
#       [EXIT_CODE <number>]           0 unless told otherwise
#       [ERROR_EXPECTED <file>])       what it writes to the error stream; not looked at unless told
function(kith_add_program_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PROGRAM;EXPECTED;EXIT_CODE;ERROR_EXPECTED" "ARGUMENTS")
    if(NOT DEFINED arg_EXIT_CODE)
        set(arg_EXIT_CODE 0)
    endif()
    string(MAKE_C_IDENTIFIER "${name}" folder)
    add_test(NAME "${name}" COMMAND ${CMAKE_COMMAND}
        "-DPROGRAM=$<TARGET_FILE:${arg_PROGRAM}>" "-DEXPECTED=${arg_EXPECTED}" "-DEXIT_CODE=${arg_EXIT_CODE}"
        "-DERROR_EXPECTED=${arg_ERROR_EXPECTED}" "-DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/runs/${folder}"
        -P "${PROJECT_SOURCE_DIR}/cmake/run_program.cmake" -- ${arg_ARGUMENTS})
    set_tests_properties("${name}" PROPERTIES LABELS program TIMEOUT 900)
endfunction()
