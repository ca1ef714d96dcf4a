#include "gan/data/sources/known_sets.h"

#include <utility>

#include "gan/data/sources/mnist.h"

namespace gan {
namespace {

constexpr std::pair<const char*, const char*> kGzips[] = {
    {"3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", "Fashion-MNIST"},
    {"346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", "Fashion-MNIST"},
    {"51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", "KMNIST"},
    {"edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", "KMNIST"},
};

}  // namespace

std::string known_set(const std::string& sha256) {
  for (const IdxRole role : {IdxRole::train_images, IdxRole::test_images})
    if (sha256 == mnist_file(role).sha256) return "MNIST";
  return "";
}

std::string known_gzip(const std::string& sha256) {
  for (const auto& [known, name] : kGzips)
    if (sha256 == known) return name;
  return "";
}

}  // namespace gan
