#include "gan/data/pictures/cache_entry.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/base/json_text.h"
#include "gan/base/positioned_io.h"
#include "gan/data/image_tensor.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsingEntry = "using kept pictures";

DecodedPictures decoded_of(const nlohmann::ordered_json& entry, const fs::path& folder) {
  DecodedPictures decoded;
  const auto sha256 = entry.at("images").get<std::string>();
  decoded.transparent = entry.at("transparent").get<std::int64_t>();
  decoded.scaled = entry.at("scaled").get<std::int64_t>();
  for (const auto& one : entry.at("damaged"))
    decoded.damaged.push_back({one.at(0).get<std::int64_t>(), one.at(1).get<std::string>()});
  decoded.mapped = map_image_file((folder / (sha256 + ".idx")).string(), sha256);
  decoded.shape = shape_of(decoded.mapped.images);
  return decoded;
}

}  // namespace

std::string cache_entry_path(const std::string& folder, const std::string& key) {
  return (fs::path(folder) / (key + ".json")).string();
}

std::optional<DecodedPictures> read_cache_entry(const std::string& path) {
  std::error_code unknown;
  if (!fs::exists(path, unknown)) return std::nullopt;
  const std::string text = read_all(FileSource(path, kUsingEntry));
  const Error damaged = Error(kUsingEntry).at(path);
  try {
    return decoded_of(parse_json(text, path, damaged), fs::path(path).parent_path());
  } catch (const nlohmann::json::exception&) {
    throw Error(damaged).found("a damaged file");
  }
}

void write_cache_entry(PartFile& file, const DecodedPictures& decoded) {
  nlohmann::ordered_json entry = {{"images", decoded.mapped.sha256},
                                  {"transparent", decoded.transparent},
                                  {"scaled", decoded.scaled},
                                  {"damaged", nlohmann::ordered_json::array()}};
  for (const DamagedPicture& one : decoded.damaged)
    entry["damaged"].push_back({one.index, one.why});
  // Names of files may hold bytes that are not UTF-8.
  const std::string text =
      entry.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  file.clear();
  write_at(file.descriptor(), 0, text.data(), text.size(),
           Error("keeping decoded pictures").at(file.part()));
  file.commit();
}

}  // namespace gan
