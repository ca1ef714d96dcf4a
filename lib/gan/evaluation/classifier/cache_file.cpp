#include "gan/evaluation/classifier/cache_file.h"

#include <cstring>
#include <filesystem>
#include <system_error>

#include "gan/base/error.h"
#include "gan/storage/files/write_file.h"

namespace gan {

std::optional<CachedContent> read_cached(const std::string& path,
                                         const std::map<std::string, std::string>& required) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  std::optional<CachedContent> kept(std::in_place);
  kept->bytes = read_safetensors_file(path);
  kept->content = decode_safetensors(kept->bytes, path);
  const std::map<std::string, std::string>& metadata = kept->content.metadata;
  for (const auto& [name, value] : required) {
    const auto found = metadata.find(name);
    if (found == metadata.end() || found->second != value)
      throw Error("reading a cached file")
          .at(path)
          .expected(name + " " + value)
          .found(found == metadata.end() ? "none" : found->second);
  }
  return kept;
}

std::string write_cached(const std::string& path, const Safetensors& content) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  try {
    write_file(path, encode_safetensors(content));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TensorView float32_view(const at::Tensor& tensor) {
  return {ElementType::f32,
          tensor.sizes().vec(),
          {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()}};
}

bool read_float32(const Safetensors& content, const std::string& name, const at::Tensor& to) {
  const auto found = content.tensors.find(name);
  if (found == content.tensors.end() || found->second.type != ElementType::f32 ||
      at::IntArrayRef(found->second.shape) != to.sizes())
    return false;
  std::memcpy(to.mutable_data_ptr(), found->second.bytes.data(), to.nbytes());
  return true;
}

}  // namespace gan
