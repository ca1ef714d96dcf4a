// Writes the training images that `gan train` would take as an IDX file, so that all contenders
// train on the same ones, and says on standard output what they are and how many threads the
// trainer takes.
#include <iostream>

#include <nlohmann/json.hpp>

#include "contender.h"
#include "gan/base/error.h"
#include "gan/data/formats/idx.h"
#include "gan/data/image_set.h"
#include "gan/data/options.h"
#include "gan/device/device.h"
#include "gan/storage/files/write_file.h"

int main(int argc, char** argv) {
  return gan::benchmark::guarded([&] {
    gan::DataOptions data;
    std::string out;
    std::int64_t threads = 0;
    std::vector<gan::Field> fields = data.fields();
    fields.emplace_back("out", out, "the file to write");
    fields.push_back(gan::Field("threads", threads, "threads on the CPU").at_least(0));
    gan::benchmark::parse_flags(argc, argv, fields);

    const gan::ImageSet set = gan::load_training_images(data);
    const at::Tensor images = set.images.contiguous();
    gan::write_file(out, gan::encode_idx(images.sizes().vec(), images.data_ptr<std::uint8_t>()));
    const nlohmann::ordered_json told = {{"name", set.name},
                                         {"source", set.source},
                                         {"notice", set.notice},
                                         {"threads", gan::set_threads(threads).count}};
    std::cout << told.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  });
}
