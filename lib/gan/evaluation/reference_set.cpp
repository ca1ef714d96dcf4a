#include "gan/evaluation/reference_set.h"

#include <map>
#include <optional>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/evaluation/classifier/cache_file.h"
#include "gan/evaluation/measures/class_measures.h"

namespace gan {
namespace {

constexpr const char* kFeatures = "features";
constexpr const char* kVersion = "1";  // raise it with any change of the file

constexpr const char* kPreparing = "preparing the real images";

// float32 [count, size], of any size; undefined if there are none.
at::Tensor read_features(const Safetensors& content, std::int64_t count) {
  const auto found = content.tensors.find(kFeatures);
  if (found == content.tensors.end() || found->second.shape.size() != 2 ||
      found->second.shape[0] != count)
    return {};
  const at::Tensor features = torch::empty(found->second.shape);
  return read_float32(content, kFeatures, features) ? features : at::Tensor();
}

// A network that computes the same for all images, but for rounding, would measure a distance of 0
// from everything.
void check_they_differ(const at::Tensor& features) {
  constexpr double kRounding = 1e-4;
  const at::Tensor spread = features.amax(0) - features.amin(0);
  if (features.size(0) > 1 &&
      spread.max().item<double>() <= kRounding * features.abs().max().item<double>())
    throw Error(kPreparing)
        .expected("features that differ between images")
        .found("the same for all " + std::to_string(features.size(0)))
        .hint("other images, or a network of yours by --features FILE.pt");
}

}  // namespace

ReferenceSet load_or_make_reference_set(const FeatureExtractor& extractor,
                                        const LabelledImages& real, const std::string& name,
                                        const std::string& folder, const OnProgress& on_progress) {
  ReferenceSet set;
  set.sha256 = sha256_of(real, "");
  set.name = name;
  set.images = real.images;
  if (extractor.classes() > 0) {
    check_labels(real.labels, set.images.size(0), kPreparing);
    set.shares = label_shares(real.labels, extractor.classes());
  }
  set.features_hash = extractor.hash();
  const std::string key = sha256_of(real, set.features_hash);
  const std::string path = folder + "/reference-" + key + ".safetensors";
  const std::map<std::string, std::string> metadata = {{"format", "gan.reference"},
                                                       {"version", kVersion},
                                                       {"classifier", set.features_hash},
                                                       {"images", set.sha256}};
  try {
    if (const std::optional<CachedContent> kept = read_cached(path, metadata))
      if (const at::Tensor features = read_features(kept->content, set.images.size(0));
          features.defined())
        set.features = Features(features, kPreparing);
  } catch (const Error&) {
    // A damaged cache file is replaced.
  }
  if (set.features.count() == 0) {
    const at::Tensor features = extractor.features_of_pixels(set.images, on_progress);
    set.features = Features(features, kPreparing);
    write_cached(path, {metadata, {{kFeatures, float32_view(features)}}});
  }
  check_they_differ(set.features.rows());
  set.fit = fit_gaussian(set.features);
  return set;
}

}  // namespace gan
