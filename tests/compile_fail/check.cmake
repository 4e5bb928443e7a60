# Compiles SOURCE without its bad lines, which must pass, and with them (KITH_BAD), which must fail with the sentence
# that stands in the source's first line.

file(READ "${SOURCE}" sentence)
string(REGEX REPLACE "^// ([^\n]*)\n.*" "\\1" sentence "${sentence}")

function(compile result output)
    execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only -include "${HEADERS}" ${FLAGS} ${ARGN} "${SOURCE}"
        RESULT_VARIABLE code OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
    set(${result} "${code}" PARENT_SCOPE)
    set(${output} "${printed}" PARENT_SCOPE)
endfunction()

compile(code printed)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${SOURCE} does not compile without its bad lines:\n${printed}")
endif()
compile(code printed -DKITH_BAD)
if(code EQUAL 0)
    message(FATAL_ERROR "${SOURCE} compiles with its bad lines")
endif()
string(FIND "${printed}" "${sentence}" at)
if(at EQUAL -1)
    message(FATAL_ERROR "${SOURCE}: the compiler does not say '${sentence}', but:\n${printed}")
endif()
