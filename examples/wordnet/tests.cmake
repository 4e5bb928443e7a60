# On WordNet 3.0 as Debian installs it.
kith_add_program_test(examples/wordnet PROGRAM ${target} EXPECTED "${folder}/expected_quiet.txt" ARGUMENTS --quiet)
kith_add_program_test(examples/wordnet_without_files PROGRAM ${target} EXIT_CODE 1
    EXPECTED "${folder}/expected_nothing.txt" ERROR_EXPECTED "${folder}/expected_missing_file.txt"
    ARGUMENTS --wordnet nowhere)
