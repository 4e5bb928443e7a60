# Compiles kith's headers for check.cmake: HEADERS is the file to make, which the compiler finds compiled beside it.

get_filename_component(folder "${HEADERS}" DIRECTORY)
file(REMOVE_RECURSE "${folder}")
file(WRITE "${HEADERS}" "#include <kith/kith.hpp>\n")
execute_process(COMMAND "${COMPILER}" -std=c++20 ${FLAGS} -x c++-header "${HEADERS}" -o "${HEADERS}.gch"
    COMMAND_ERROR_IS_FATAL ANY)
