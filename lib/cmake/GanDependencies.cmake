# Finds what the library is built from; used by the build and by the installed package alike.
include(CMakeFindDependencyMacro)

# GPUs from 2018 on; later ones than listed take the last entry's PTX. Torch's config would probe for
# a GPU if not told.
if(NOT DEFINED TORCH_CUDA_ARCH_LIST AND NOT DEFINED ENV{TORCH_CUDA_ARCH_LIST})
  set(TORCH_CUDA_ARCH_LIST "7.5;8.0;8.6;9.0+PTX")
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
