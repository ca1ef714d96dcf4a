#include "gan/storage/safetensors/safetensors.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include <nlohmann/json.hpp>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/formats/content_kind.h"
#include "gan/storage/safetensors/safetensors_header.h"

static_assert(
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
    "tensors are copied between memory and files unchanged: memory must be little-endian");

namespace gan {
namespace {

constexpr std::size_t kLengthBytes = 8;  // of the header's length, before the header
constexpr std::size_t kHeadBytes = 512;
constexpr std::string_view kDigestBegin = R"({"__metadata__":{"sha256":")";
constexpr std::size_t kDigestAt = kLengthBytes + kDigestBegin.size(), kDigestSize = 64;

Error reading(const std::string& where) {
  return Error("reading a safetensors file")
      .at(where)
      .hint("the file is damaged, incomplete or of another format");
}

// The digest of a whole file, with its own digits taken as zeros.
std::string digest_of(std::string_view file) {
  const std::string zeros(kDigestSize, '0');
  const std::string_view behind = file.substr(kDigestAt + kDigestSize);
  return Sha256()
      .update(file.data(), kDigestAt)
      .update(zeros.data(), zeros.size())
      .update(behind.data(), behind.size())
      .hex();
}

void check_digest(std::string_view file, const std::string& where) {
  const std::string_view begin = file.substr(std::min(kLengthBytes, file.size()));
  if (begin.substr(0, kDigestBegin.size()) != kDigestBegin ||
      begin.size() < kDigestBegin.size() + kDigestSize)
    throw reading(where)
        .expected("a SHA-256 at the beginning of its header")
        .found("none")
        .hint("the file is damaged, or another program wrote it");
  const std::string computed = digest_of(file);
  if (file.substr(kDigestAt, kDigestSize) != computed)
    throw reading(where)
        .expected("content that matches the SHA-256 in its header")
        .found("the SHA-256 " + computed)
        .hint("the file is damaged");
}

// The header's length, for a file of `size` bytes that begins with `head`.
std::uint64_t header_length(std::string_view head, std::uint64_t size, const Error& wrong) {
  if (size < kLengthBytes)
    throw Error(wrong).expected("at least 8 bytes").found(std::to_string(size));
  std::uint64_t length = 0;
  std::memcpy(&length, head.data(), kLengthBytes);
  const std::uint64_t most = std::min(kMostHeaderBytes, size - kLengthBytes);
  if (length > most)
    throw Error(wrong)
        .expected("a header of at most " + std::to_string(most) + " bytes")
        .found(std::to_string(length));
  return length;
}

using NamedTensor = std::pair<const std::string, TensorView>;

// In the order of their bytes in the file.
std::vector<const NamedTensor*> ordered(const std::map<std::string, TensorView>& tensors) {
  std::vector<const NamedTensor*> entries;
  for (const NamedTensor& entry : tensors) entries.push_back(&entry);
  std::stable_sort(entries.begin(), entries.end(), [](const NamedTensor* a, const NamedTensor* b) {
    return size_of(a->second.type) > size_of(b->second.type);
  });
  return entries;
}

std::string quoted(const std::string& text) {
  try {
    return nlohmann::json(text).dump();
  } catch (const nlohmann::json::exception&) {
    throw Error("writing a safetensors file").expected("texts in UTF-8").found("other bytes");
  }
}

std::string encode_header(const std::map<std::string, std::string>& metadata,
                          const std::vector<const NamedTensor*>& entries) {
  std::string header(kDigestBegin);
  header += std::string(kDigestSize, '0') + '"';
  for (const auto& [name, text] : metadata)
    if (name != "sha256") header += "," + quoted(name) + ":" + quoted(text);
  header += "}";
  std::uint64_t at = 0;
  for (const NamedTensor* entry : entries) {
    const auto& [name, tensor] = *entry;
    const std::uint64_t begin = at;
    at += tensor.bytes.size();
    const nlohmann::ordered_json place = {
        {"dtype", name_of(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {begin, at}}};
    header += "," + quoted(name) + ":" + place.dump();
  }
  header += "}";
  header.append((8 - header.size() % 8) % 8, ' ');
  const Error wrong("writing a safetensors file");
  if (header.size() > kMostHeaderBytes)
    throw Error(wrong)
        .expected("names and metadata of at most " + std::to_string(kMostHeaderBytes) + " bytes")
        .found(std::to_string(header.size()));
  read_safetensors_header(header, at, wrong);
  return header;
}

}  // namespace

std::string encode_safetensors(const Safetensors& content) {
  const std::vector<const NamedTensor*> entries = ordered(content.tensors);
  const std::string header = encode_header(content.metadata, entries);
  const std::uint64_t length = header.size();
  std::size_t size = kLengthBytes + header.size();
  for (const NamedTensor* entry : entries) size += entry->second.bytes.size();
  std::string file(kLengthBytes, '\0');
  std::memcpy(file.data(), &length, kLengthBytes);
  file.reserve(size);
  file += header;
  for (const NamedTensor* entry : entries) file += entry->second.bytes;
  file.replace(kDigestAt, kDigestSize, digest_of(file));
  return file;
}

Safetensors decode_safetensors(std::string_view bytes, const std::string& where) {
  check_digest(bytes, where);
  return parse_safetensors(bytes, where);
}

Safetensors parse_safetensors(std::string_view bytes, const std::string& where) {
  const Error wrong = reading(where);
  const auto length = static_cast<std::size_t>(header_length(bytes, bytes.size(), wrong));
  const std::string_view data = bytes.substr(kLengthBytes + length);
  SafetensorsHeader header =
      read_safetensors_header(bytes.substr(kLengthBytes, length), data.size(), wrong);
  Safetensors content;
  content.metadata = std::move(header.metadata);
  for (auto& [name, place] : header.tensors) {
    const auto begin = static_cast<std::size_t>(place.begin);
    const auto size = static_cast<std::size_t>(place.end - place.begin);
    content.tensors.emplace_hint(
        content.tensors.end(), name,
        TensorView{place.type, std::move(place.shape), data.substr(begin, size)});
  }
  return content;
}

std::string read_safetensors_file(const std::string& path) {
  const FileSource file(path, "reading a safetensors file");
  const Error wrong = reading(path);
  if (file.size() > kMostSafetensorsBytes)
    throw Error(wrong).expected("at most 4 GiB").found(std::to_string(file.size()) + " bytes");
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(kHeadBytes, file.size())),
                   '\0');
  file.read(0, head.data(), head.size());
  if (head.size() > kLengthBytes && head[kLengthBytes] != '{')
    throw Error(wrong).expected("a header that begins with {").found(describe_content(head));
  const std::uint64_t length = header_length(head, file.size(), wrong);
  std::string header(static_cast<std::size_t>(length), '\0');
  file.read(kLengthBytes, header.data(), header.size());
  read_safetensors_header(header, file.size() - kLengthBytes - length, wrong);
  try {
    std::string bytes(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, bytes.data(), bytes.size());
    return bytes;
  } catch (const std::bad_alloc&) {
    throw Error(wrong)
        .found("too little memory for its " + std::to_string(file.size()) + " bytes")
        .hint("");
  }
}

}  // namespace gan
