# The script behind kith_add_program_test; the program's arguments follow "--".

set(arguments)
set(seen_dashes FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(index RANGE ${last})
    if(seen_dashes)
        list(APPEND arguments "${CMAKE_ARGV${index}}")
    elseif(CMAKE_ARGV${index} STREQUAL "--")
        set(seen_dashes TRUE)
    endif()
endforeach()

# Outside the working folder, so that the program starts in an empty one.
set(printed "${FOLDER}.stdout")
set(printed_errors "${FOLDER}.stderr")
file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
execute_process(COMMAND "${PROGRAM}" ${arguments}
    WORKING_DIRECTORY "${FOLDER}"
    OUTPUT_FILE "${printed}"
    ERROR_FILE "${printed_errors}"
    RESULT_VARIABLE result)
file(READ "${printed_errors}" errors)

function(compare expected actual what)
    execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${expected}" "${actual}"
        RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
    if(NOT differs)
        return()
    endif()
    execute_process(COMMAND diff -u "${expected}" "${actual}" OUTPUT_VARIABLE difference ERROR_VARIABLE difference)
    message("${difference}")
    message(FATAL_ERROR "${PROGRAM}: ${what} differs from ${expected}")
endfunction()

if(NOT result STREQUAL EXIT_CODE)
    file(READ "${printed}" output)
    message("${output}${errors}")
    message(FATAL_ERROR "${PROGRAM} ended with '${result}', expected '${EXIT_CODE}'")
endif()
if(errors)
    message("${errors}")
endif()
compare("${EXPECTED}" "${printed}" "what it printed")
if(ERROR_EXPECTED)
    compare("${ERROR_EXPECTED}" "${printed_errors}" "what it wrote to the error stream")
endif()
