# Finds what the library is built from; used by the build and by the installed package alike.
include(CMakeFindDependencyMacro)

# GPUs from 2018 on, and the newer ones that the compiler knows; later ones still take the last
# entry's PTX. Torch's config would probe for a GPU if not told.
if(NOT DEFINED TORCH_CUDA_ARCH_LIST AND NOT DEFINED ENV{TORCH_CUDA_ARCH_LIST})
  set(TORCH_CUDA_ARCH_LIST "7.5;8.0;8.6;9.0")
  if(CMAKE_CUDA_COMPILER)
    execute_process(COMMAND ${CMAKE_CUDA_COMPILER} --list-gpu-arch
      OUTPUT_VARIABLE gan_gpu_architectures ERROR_QUIET)
    foreach(version 10.0 12.0)
      string(REPLACE "." "" number ${version})
      if(gan_gpu_architectures MATCHES "compute_${number}")
        string(APPEND TORCH_CUDA_ARCH_LIST ";${version}")
      endif()
    endforeach()
  endif()
  string(APPEND TORCH_CUDA_ARCH_LIST "+PTX")
endif()
find_dependency(Torch)
find_dependency(nlohmann_json)
find_dependency(CURL)
find_dependency(ZLIB)
find_dependency(PNG)
find_dependency(OpenSSL COMPONENTS Crypto)

# Torch 2.13 and later need C++20 in their headers.
if(Torch_VERSION VERSION_GREATER_EQUAL 2.13)
  set(GAN_CXX_STANDARD 20)
else()
  set(GAN_CXX_STANDARD 17)
endif()
