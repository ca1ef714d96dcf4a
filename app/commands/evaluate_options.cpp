#include "commands/evaluate_options.h"

#include <utility>

#include "gan/base/error.h"

namespace gan::app {

std::vector<FlagGroup> EvaluateOptions::groups() {
  return {{"Samples",
           {Field("checkpoint", checkpoint,
                  "a run's gan_gen.pt or checkpoint, or another TorchScript generator")
                .path("FILE"),
            Field("images", images, "instead: an .npy file, an IDX file or a folder of PNG files")
                .path("PATH"),
            Field("samples", samples, "how many images are judged, at most")
                .at_least(kFewestSamples)
                .at_most(100000),
            Field("seed", seed, "decides the generator's latents, or which images are judged")
                .at_least(0),
            Field("pixel_range", pixel_range, "the samples' black and white, where it is not found")
                .placeholder("auto|BLACK,WHITE"),
            Field("latent_dim", latent_dim, "size of the latent, where the file does not say it")
                .at_least(0)
                .at_most(65536),
            Field("image_size", image_size, "size of the images, where the file does not say it")
                .placeholder("HEIGHTxWIDTH")}},
          {"Real images",
           {Field::choice("against", against, {{"train", Against::train}, {"test", Against::test}},
                          "which real images the samples are compared with")}},
          {"Data", data.fields()},
          {"Output", {Field("out", out, "all numbers as JSON, too").path("FILE.json")}},
          {"Compute", compute.fields()}};
}

void check(const EvaluateOptions& options, const GivenFlags& flags) {
  options.asked_pixel_range();
  options.data.asked_pixel_range();
  const Error wrong = Error::usage("reading the flags of gan evaluate");
  if (options.checkpoint.empty() == options.images.empty())
    throw Error(wrong)
        .expected("--checkpoint FILE or --images PATH")
        .found(options.images.empty() ? "neither" : "both");
  if (options.images.empty()) return;
  for (const auto& [name, flag] :
       {std::pair("latent_dim", "--latent-dim"), {"image_size", "--image-size"}})
    if (flags.has(name))
      throw Error(wrong).at("--images").expected("no flag of a generator beside it").found(flag);
}

}  // namespace gan::app
