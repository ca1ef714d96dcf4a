# Compiles the CPU's kernels once for each instruction set; which one runs is chosen when it runs.
function(gan_kernels name lanes tile_rows)
  add_library(gan_kernels_${name} OBJECT gan/engines/kernels/instruction_set.cpp)
  target_include_directories(gan_kernels_${name} PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/include ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_features(gan_kernels_${name} PRIVATE cxx_std_17)
  target_compile_definitions(gan_kernels_${name} PRIVATE
    GAN_ISA=${name} GAN_LANES=${lanes} GAN_TILE_ROWS=${tile_rows})
  target_compile_options(gan_kernels_${name} PRIVATE
    -O3 -ffp-contract=fast -fno-math-errno -fno-trapping-math ${ARGN})
  set_target_properties(gan_kernels_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(gan_kernels_${name} PRIVATE gan_warnings)
  target_sources(gan PRIVATE $<TARGET_OBJECTS:gan_kernels_${name}>)
endfunction()

gan_kernels(generic 4 4)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(avx512 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mprefer-vector-width=512 -mavx2 -mfma)
  gan_kernels(avx2 8 4 -mavx2 -mfma)
  gan_kernels(avx512 16 8 ${avx512})
  gan_kernels(avx512bf16 16 8 ${avx512} -mavx512bf16)
  set_source_files_properties(gan/engines/kernels/cpu_kernels.cpp PROPERTIES
    COMPILE_DEFINITIONS GAN_X86_KERNELS)
endif()
