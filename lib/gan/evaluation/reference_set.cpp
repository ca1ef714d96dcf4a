#include "gan/evaluation/reference_set.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/evaluation/classifier/cache_file.h"
#include "gan/evaluation/measures/class_shares.h"

namespace gan {
namespace {

constexpr std::int64_t kScaledAtOnce = 5000;
constexpr const char* kFeatures = "features";
constexpr const char* kVersion = "1";  // to be raised with any change of the file

at::Tensor features_of(const Classifier& classifier, const at::Tensor& images,
                       const OnProgress& on_progress) {
  at::Tensor features = torch::empty({images.size(0), kClassifierFeatures});
  for (std::int64_t begin = 0; begin < images.size(0); begin += kScaledAtOnce) {
    const std::int64_t end = std::min(images.size(0), begin + kScaledAtOnce);
    const at::Tensor some = scaled_images(images.slice(0, begin, end));
    features.slice(0, begin, end).copy_(classify(classifier, some, on_progress).features);
  }
  return features;
}

// Everything but the features.
ReferenceSet described(const Classifier& classifier, const LabelledImages& real,
                       const std::string& name) {
  ReferenceSet set;
  set.sha256 = sha256_of(real, "");
  if (real.images.size(0) != real.labels.size(0))
    throw Error("preparing the real images")
        .expected("a label for each of the " + std::to_string(real.images.size(0)) + " images")
        .found(std::to_string(real.labels.size(0)));
  set.name = name;
  set.images = real.images;
  set.shares = label_shares(real.labels, classifier->classes());
  set.classifier_hash = hash_of(classifier);
  return set;
}

ReferenceSet complete(ReferenceSet set, const at::Tensor& features) {
  set.features = Features(features, "preparing the real images");
  set.fit = fit_gaussian(set.features);
  return set;
}

std::optional<at::Tensor> read_features(const std::string& path,
                                        const std::map<std::string, std::string>& metadata,
                                        std::int64_t count) {
  const std::optional<CachedContent> kept = read_cached(path, metadata);
  if (!kept) return {};
  const auto found = kept->content.tensors.find(kFeatures);
  at::Tensor features = torch::empty({count, kClassifierFeatures});
  if (found == kept->content.tensors.end() || found->second.type != ElementType::f32 ||
      at::IntArrayRef(found->second.shape) != features.sizes())
    return {};
  std::memcpy(features.mutable_data_ptr(), found->second.bytes.data(), features.nbytes());
  return features;
}

}  // namespace

ReferenceSet make_reference_set(const Classifier& classifier, const LabelledImages& real,
                                const std::string& name, const OnProgress& on_progress) {
  return complete(described(classifier, real, name),
                  features_of(classifier, real.images, on_progress));
}

ReferenceSet load_or_make_reference_set(const Classifier& classifier, const LabelledImages& real,
                                        const std::string& name, const std::string& folder,
                                        const OnProgress& on_progress) {
  ReferenceSet set = described(classifier, real, name);
  const std::string key = sha256_of(real, set.classifier_hash);
  const std::string path = folder + "/reference-" + key + ".safetensors";
  const std::map<std::string, std::string> metadata = {{"format", "gan.reference"},
                                                       {"version", kVersion},
                                                       {"judge", set.classifier_hash},
                                                       {"images", set.sha256}};
  try {
    if (const std::optional<at::Tensor> kept = read_features(path, metadata, set.images.size(0)))
      return complete(std::move(set), *kept);
  } catch (const Error&) {
    // A damaged file of the cache is replaced.
  }
  const at::Tensor features = features_of(classifier, set.images, on_progress);
  Safetensors content;
  content.metadata = metadata;
  content.tensors[kFeatures] = {
      ElementType::f32,
      features.sizes().vec(),
      {static_cast<const char*>(features.const_data_ptr()), features.nbytes()}};
  write_cached(path, content);
  return complete(std::move(set), features);
}

}  // namespace gan
