#include "run/run_record.h"

#include <fstream>
#include <sstream>

#include <ATen/Version.h>
#include <gnu/libc-version.h>
#include <nlohmann/json.hpp>

#include "cli/build_info.h"
#include "gan/base/fields.h"
#include "gan/device/device.h"
#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/networks/summary.h"
#include "run/processes.h"

namespace gan::app {
namespace {

// The value of the first line "NAME : VALUE".
std::string cpuinfo(const std::string& name) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos && line.substr(0, line.find_first_of("\t:")) == name)
      return line.substr(colon + 2);
  }
  return "";
}

// The CPU flags by which LibTorch or the kernels choose their code, out of more than a hundred.
std::string vector_instructions() {
  std::istringstream flags(cpuinfo("flags"));
  std::string chosen;
  for (std::string flag; flags >> flag;)
    for (const char* family : {"sse4", "f16c", "fma", "avx", "amx"})
      if (flag.rfind(family, 0) == 0) chosen += (chosen.empty() ? "" : " ") + flag;
  return chosen;
}

// The parts of a machine that can change the last bits of results: the processor's name and vector
// instructions, the C library, and the NVIDIA driver if there is one.
nlohmann::ordered_json machine_json() {
  nlohmann::ordered_json machine = {{"cpu", cpuinfo("model name")},
                                    {"instructions", vector_instructions()},
                                    {"libc", std::string("glibc ") + gnu_get_libc_version()}};
  std::ifstream file("/proc/driver/nvidia/version");
  std::string driver;
  if (std::getline(file, driver) && !driver.empty()) machine["nvidia_driver"] = driver;
  return machine;
}

}  // namespace

// A path may hold bytes that are not UTF-8, which JSON cannot represent.
std::string json_text(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', /*ensure_ascii=*/false, nlohmann::json::error_handler_t::replace) + "\n";
}

nlohmann::ordered_json data_json(const ImageSet& set) {
  return {{"name", set.name},
          {"source", set.source},
          {"sha256", set.sha256},
          {"pixel_range", name_of(set.pixels.range)},
          {"images", set.images.size(0)}};
}

std::string options_text(TrainOptions& options) {
  return json_text(fields_to_json(options.recorded()));
}

std::string record_text(const ImageSet& data, c10::Device device, std::int64_t threads,
                        const Trainer& trainer) {
  nlohmann::ordered_json record;
  record["versions"] = version_json();
  record["device"] = device.str();
  if (const std::optional<GpuInfo> gpu = gpu_info(device))
    record["gpu"] = {{"name", gpu->name},
                     {"compute_capability", gpu->compute_capability},
                     {"memory", gpu->memory}};
  record["engine"] = trainer.engine();
  if (!trainer.engine_notice().empty()) record["engine_notice"] = trainer.engine_notice();
  record["threads"] = threads;
  if (processes() != nullptr) record["processes"] = processes()->size();
  record["cpu_capability"] = at::get_cpu_capability();
  record["cpu_kernels"] = cpu_kernels().instruction_set;
  record["machine"] = machine_json();
  record["data"] = data_json(data);
  record["data"]["height"] = data.shape().height;
  record["data"]["width"] = data.shape().width;
  record["data"]["channels"] = data.shape().channels;
  if (!data.classes.empty()) record["data"]["classes"] = data.classes;
  record["data"]["notice"] = data.notice;
  if (const auto& classes = trainer.players().generator->classes(); !classes.empty())
    record["conditional_classes"] = classes;
  record["parameters"] = {{"generator", summarise(trainer.players().generator).total()},
                          {"discriminator", summarise(trainer.players().discriminator).total()}};
  return json_text(record);
}

}  // namespace gan::app
