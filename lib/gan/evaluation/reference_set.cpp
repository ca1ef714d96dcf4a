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

}  // namespace

ReferenceSet load_or_make_reference_set(const Classifier& classifier, const LabelledImages& real,
                                        const std::string& name, const std::string& folder,
                                        const OnProgress& on_progress) {
  ReferenceSet set;
  set.sha256 = sha256_of(real, "");
  set.name = name;
  set.images = real.images;
  set.shares = label_shares(real.labels, classifier->classes());
  set.classifier_hash = hash_of(classifier);
  const std::string key = sha256_of(real, set.classifier_hash);
  const std::string path = folder + "/reference-" + key + ".safetensors";
  const std::map<std::string, std::string> metadata = {{"format", "gan.reference"},
                                                       {"version", kVersion},
                                                       {"classifier", set.classifier_hash},
                                                       {"images", set.sha256}};
  at::Tensor features = torch::empty({set.images.size(0), kClassifierFeatures});
  try {
    const std::optional<CachedContent> kept = read_cached(path, metadata);
    if (kept && read_float32(kept->content, kFeatures, features))
      set.features = Features(features, kPreparing);
  } catch (const Error&) {
    // A damaged cache file is replaced.
  }
  if (set.features.count() == 0) {
    features = features_of_pixels(classifier, set.images, on_progress);
    write_cached(path, {metadata, {{kFeatures, float32_view(features)}}});
    set.features = Features(features, kPreparing);
  }
  set.fit = fit_gaussian(set.features);
  return set;
}

}  // namespace gan
