#include "run_record.h"

#include <ATen/Version.h>
#include <nlohmann/json.hpp>

#include "build_info.h"
#include "gan/base/fields.h"
#include "gan/kernels/cpu_kernels.h"
#include "gan/models/summary.h"
#include "machine.h"

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
                        const Generator& generator, const Discriminator& discriminator) {
  nlohmann::ordered_json record;
  record["versions"] = version_json();
  record["device"] = device.str();
  record["threads"] = threads;
  record["cpu_capability"] = at::get_cpu_capability();
  record["cpu_kernels"] = cpu_kernels().instruction_set;
  record["machine"] = machine_json();
  record["data"] = {{"name", data.name},
                    {"source", data.source},
                    {"sha256", data.sha256},
                    {"images", data.images.size(0)},
                    {"height", data.images.size(1)},
                    {"width", data.images.size(2)},
                    {"notice", data.notice}};
  record["parameters"] = {{"generator", summarise(generator).total()},
                          {"discriminator", summarise(discriminator).total()}};
  return json_text(record);
}

}  // namespace gan::app
