# Precompiles LibTorch's header for those sources of a target that name it. The others compile in
# less time than it takes to load.
function(gan_precompiled_header target)
  if(NOT GAN_PRECOMPILED_HEADER)
    return()
  endif()
  target_precompile_headers(${target} ${ARGN})
  # The header serves the library and programs alike, so all are compiled alike.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fPIC>)
  # Lets ccache see through the precompiled header; Clang needs no word for it.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    file(STRINGS ${source} torch_lines REGEX "<(torch|ATen|c10)/.*[a-z]\\.h>")
    if(NOT torch_lines)
      set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    endif()
  endforeach()
endfunction()
