// Safetensors files. What is read can be written, and is read again as the same; the digest decides
// nothing but whether it is right. Changes are made to the header alone, too, with its length put
// right.
#include "gan/storage/safetensors/safetensors.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "gan/base/sha256.h"
#include "outcome.h"
#include "target.h"

namespace {

constexpr std::string_view kBegin = R"({"__metadata__":{"sha256":")";
constexpr std::size_t kLength = 8, kDigestAt = kLength + kBegin.size(), kDigest = 64;
constexpr std::size_t kMostHeader = 4096;

bool equal(const gan::Safetensors& a, const gan::Safetensors& b) {
  const auto without_digest = [](std::map<std::string, std::string> metadata) {
    metadata.erase("sha256");
    return metadata;
  };
  return without_digest(a.metadata) == without_digest(b.metadata) &&
         std::equal(a.tensors.begin(), a.tensors.end(), b.tensors.begin(), b.tensors.end(),
                    [](const auto& x, const auto& y) {
                      return x.first == y.first && x.second.type == y.second.type &&
                             x.second.shape == y.second.shape && x.second.bytes == y.second.bytes;
                    });
}

// With the digest that the file should have.
std::string repaired(std::string file) {
  file.replace(kDigestAt, kDigest, kDigest, '0');
  const std::string digest = gan::sha256_of(file.data(), file.size());
  return file.replace(kDigestAt, kDigest, digest);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string file(reinterpret_cast<const char*>(data), size);
  gan::fuzz::succeeds([&] { gan::decode_safetensors(file, "file"); });
  const bool is_ours =
      size >= kDigestAt + kDigest && file.compare(kLength, kBegin.size(), kBegin) == 0;
  if (is_ours) file = repaired(std::move(file));
  const bool parses = gan::fuzz::succeeds([&] {
    const gan::Safetensors content = gan::parse_safetensors(file, "file");
    const std::string again = gan::encode_safetensors(content);
    gan::fuzz::require(equal(gan::decode_safetensors(again, "again"), content),
                       "what was read can be written and read again");
  });
  if (is_ours)
    gan::fuzz::require(
        gan::fuzz::succeeds([&] { gan::decode_safetensors(file, "file"); }) == parses,
        "with the right digest, the structure decides");
  return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                    unsigned seed) {
  std::uint64_t length = 0;
  if (size >= kLength) std::memcpy(&length, data, kLength);
  if (seed % 4 == 0 || size < kLength || length > size - kLength)
    return LLVMFuzzerMutate(data, size, most);
  const std::string values(reinterpret_cast<const char*>(data) + kLength + length,
                           size - kLength - static_cast<std::size_t>(length));
  std::string header(reinterpret_cast<const char*>(data) + kLength,
                     static_cast<std::size_t>(length));
  const std::size_t before = header.size();
  header.resize(std::max(before, kMostHeader));
  header.resize(
      LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(header.data()), before, header.size()));
  length = header.size();
  const std::size_t total = kLength + header.size() + values.size();
  if (total > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, &length, kLength);
  std::copy(header.begin(), header.end(), data + kLength);
  std::copy(values.begin(), values.end(), data + kLength + header.size());
  return total;
}
