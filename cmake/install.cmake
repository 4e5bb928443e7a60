include(CMakePackageConfigHelpers)
set(kith_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/kith")

install(TARGETS kith_engine kith_storage EXPORT kithTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT kithTargets NAMESPACE kith:: DESTINATION "${kith_package_dir}")

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/kithConfig.cmake.in" "${PROJECT_BINARY_DIR}/kithConfig.cmake"
    INSTALL_DESTINATION "${kith_package_dir}")
# Below 1.0 a minor version may change the face.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/kithConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/kithConfig.cmake"
    "${PROJECT_BINARY_DIR}/kithConfigVersion.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/FindxxHash.cmake"
    DESTINATION "${kith_package_dir}")
