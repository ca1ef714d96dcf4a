#include "run/prepared_training.h"

#include <utility>

#include "gan/data/class_names.h"
#include "gan/engines/choose_engine.h"
#include "run/processes.h"

namespace gan::app {
namespace {

template <class Network>
Network placed(Network network, c10::Device device) {
  network->to(device);
  return network;
}

std::vector<std::string> classes_of(const TrainOptions& options, const ImageSet& data) {
  return options.conditional ? class_names_of(data) : std::vector<std::string>();
}

}  // namespace

PreparedTraining::PreparedTraining(TrainOptions o, ImageSet d, c10::Device on, Threads t)
    : options(std::move(o)),
      data(std::move(d)),
      device(on),
      threads(std::move(t)),
      generator(options.generator, data.shape(), options.architecture, classes_of(options, data)),
      discriminator(options.discriminator, data.shape(), options.architecture,
                    classes_of(options, data)),
      trainer(placed(generator, device), placed(discriminator, device),
              RandomBatches(data.images, options.training.batch_size, device, options.data.flip,
                            options.conditional ? data.labels : at::Tensor()),
              options.training, choose_engine(options.training), /*own_loss=*/{}, processes()) {}

}  // namespace gan::app
