#include "gan/networks/summary.h"

#include <iostream>

#include "commands/commands.h"
#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/data/class_names.h"
#include "gan/storage/network_file.h"

namespace gan::app {
namespace {

struct SummaryOptions {
  std::string checkpoint;
  std::string image_size = "28x28";
  std::string architecture = kTutorialArchitecture;
  std::int64_t classes = 0;
  GeneratorOptions generator;
  DiscriminatorOptions discriminator;

  std::vector<FlagGroup> groups() {
    return {{"Network",
             {Field("checkpoint", checkpoint,
                    "a run's gan_gen.pt, gan_dis.pt or checkpoint, instead of options")
                  .path("FILE"),
              Field("image_size", image_size, "size of the images").placeholder("HEIGHTxWIDTH"),
              architecture_field(architecture),
              Field("classes", classes, "classes of conditional networks; 0: not conditional")
                  .at_least(0)
                  .at_most(kMostClasses)}},
            {"Generator", fields_read_by(architecture, generator.fields())},
            {"Discriminator", fields_read_by(architecture, discriminator.fields())}};
  }
};

}  // namespace

void summary(const Arguments& arguments) {
  SummaryOptions options;
  const auto flags = read_flags("summary", "Shows the layers and parameters of the networks.",
                                options.groups(), arguments);
  if (!flags) return;
  if (!options.checkpoint.empty()) {
    if (flags->count() > 1)
      throw Error::usage("reading the flags of gan summary")
          .at("--checkpoint")
          .expected("no other flag, because the file holds all options")
          .found("others");
    std::visit([](const auto& network) { std::cout << to_text(summarise(network)); },
               load_network(options.checkpoint));
    return;
  }
  const ImageShape image = parse_size(options.image_size, "--image-size");
  for (const Field& field : all_fields(options.groups()))
    if (flags->has(field.name())) field.check_use(field.flag());
  const std::vector<std::string> classes = numbered_classes(options.classes);
  const Generator generator(options.generator, image, options.architecture, classes);
  const Discriminator discriminator(options.discriminator, image, options.architecture, classes);
  std::cout << to_text(summarise(generator)) << "\n"
            << to_text(summarise(discriminator)) << "\n"
            << to_text(summarise_combined(generator, discriminator));
}

}  // namespace gan::app
