# Small, so that it takes a second; the same on every machine.
kith_add_program_test(examples/colony PROGRAM ${target} EXPECTED "${folder}/expected_quiet.txt"
    ARGUMENTS --quiet --ticks 300 --agents 1000 --save colony.kith)
kith_add_program_test(examples/colony_too_late PROGRAM ${target} EXIT_CODE 105
    EXPECTED "${folder}/expected_nothing.txt" ERROR_EXPECTED "${folder}/expected_too_late.txt" ARGUMENTS --delay 9)
