#include "run/run_record.h"

#include <ATen/Version.h>
#include <nlohmann/json.hpp>

#include "cli/build_info.h"
#include "cli/machine.h"
#include "gan/base/fields.h"
#include "gan/device/device.h"
#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/networks/summary.h"

namespace gan::app {
namespace {

// A path may hold bytes that are not UTF-8, which JSON cannot say.
std::string json_text(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', /*ensure_ascii=*/false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

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
  record["cpu_capability"] = at::get_cpu_capability();
  record["cpu_kernels"] = cpu_kernels().instruction_set;
  record["machine"] = machine_json();
  record["data"] = {{"name", data.name},
                    {"source", data.source},
                    {"sha256", data.sha256},
                    {"pixel_range", name_of(data.pixels.range)},
                    {"images", data.images.size(0)},
                    {"height", data.images.size(1)},
                    {"width", data.images.size(2)},
                    {"notice", data.notice}};
  record["parameters"] = {{"generator", summarise(trainer.players().generator).total()},
                          {"discriminator", summarise(trainer.players().discriminator).total()}};
  return json_text(record);
}

}  // namespace gan::app
