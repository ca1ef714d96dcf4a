#include "cli/build_info.h"

#include <nlohmann/json.hpp>

#include "gan/engines/kernels/cpu_kernels.h"
#include "gan_commit.h"

namespace gan::app {
namespace {

#if defined(__clang__)
constexpr const char* kCompiler = "Clang " __clang_version__;
#else
constexpr const char* kCompiler = "GCC " __VERSION__;
#endif

}  // namespace

nlohmann::ordered_json version_json() {
  return {{"gan", GAN_VERSION},       {"commit", GAN_COMMIT},  {"libtorch", GAN_TORCH_VERSION},
          {"cuda", GAN_CUDA_VERSION}, {"compiler", kCompiler}, {"build", GAN_BUILD_TYPE}};
}

std::string version_text() {
  const nlohmann::ordered_json version = version_json();
  const auto value = [&](const char* key) { return version[key].get<std::string>(); };
  return "gan " + value("gan") + " (commit " + value("commit") + ")\nLibTorch " +
         value("libtorch") + "\nCUDA " + value("cuda") + "\n" + value("compiler") + ", " +
         value("build") + " build\nkernels for " + cpu_kernels().instruction_set + "\n";
}

}  // namespace gan::app
