include(${CMAKE_CURRENT_LIST_DIR}/GanDependencies.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/ganTargets.cmake)
