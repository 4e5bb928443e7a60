# Builds and runs the foreign project in FOLDER. HOW is `installed` or `embedded`.

function(run)
    list(JOIN ARGV " " line)
    message(STATUS "${line}")
    execute_process(COMMAND ${ARGV} WORKING_DIRECTORY "${FOLDER}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
set(settings
    -G "${GENERATOR}"
    "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")
if(HOW STREQUAL "installed")
    run("${CMAKE_COMMAND}" --install "${KITH_BUILD}" --prefix "${FOLDER}/prefix")
    list(APPEND settings "-DCMAKE_PREFIX_PATH=${FOLDER}/prefix" "-DCMAKE_CXX_FLAGS=${FLAGS}")
else()
    list(APPEND settings "-DKITH_FOLDER=${KITH_SOURCE}")
endif()
run("${CMAKE_COMMAND}" -S "${KITH_SOURCE}/tests/consumer" -B build ${settings})
run("${CMAKE_COMMAND}" --build build --parallel 2)
run(build/engine_consumer)
run(build/consumer)
