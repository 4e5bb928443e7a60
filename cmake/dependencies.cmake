# What the two libraries need. What only tests, examples or benchmarks need is looked for in their own folders.

# Finds a package or stops with one sentence that names what to install.
#   kith_require(<package> <Debian package> [arguments of find_package])
macro(kith_require package debian_package)
    find_package(${package} ${ARGN} QUIET)
    if(NOT ${package}_FOUND)
        set(kith_wanted ${package} ${ARGN})
        list(REMOVE_ITEM kith_wanted COMPONENTS)
        list(JOIN kith_wanted " " kith_wanted)
        # The leading blank keeps CMake from breaking the sentence into lines.
        message(FATAL_ERROR
            " kith needs ${kith_wanted}, which is missing or too old here: "
            "install the Debian package ${debian_package} (apt-get install ${debian_package}).")
    endif()
endmacro()

# 1.81 and not Debian's default of 1.74, which has no Boost.Describe.
kith_require(Boost libboost1.81-dev 1.81)
kith_require(Boost libboost-serialization1.81-dev 1.81 COMPONENTS serialization)
kith_require(SQLite3 libsqlite3-dev 3.35)
kith_require(xxHash libxxhash-dev 0.8)
