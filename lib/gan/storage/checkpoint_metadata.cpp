#include "gan/storage/checkpoint_metadata.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"

namespace gan {
namespace {

Error wrong_metadata(const std::string& where) {
  return Error("reading a checkpoint").at(where);
}

// Not in the checkpoints of earlier versions, or of trainings without classes.
bool may_lack(const std::string& name) {
  for (const char* optional : {"engine", "image_channels", "classes", "labels_sha256"})
    if (name == optional) return true;
  return false;
}

std::string json_of(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', /*ensure_ascii=*/false,
                                    nlohmann::json::error_handler_t::replace);
}

// One list for writing and reading: calls `visit` with each entry of the metadata and its field.
template <class SomeCheckpoint, class Visitor>
void visit_metadata(SomeCheckpoint& checkpoint, const Visitor& visit) {
  visit("options", checkpoint.options);
  visit("data_sha256", checkpoint.data_sha256);
  visit("data_name", checkpoint.data_name);
  visit("image_height", checkpoint.image.height);
  visit("image_width", checkpoint.image.width);
  visit("image_channels", checkpoint.image.channels);
  visit("classes", checkpoint.classes);
  visit("labels_sha256", checkpoint.labels_sha256);
  visit("rollbacks", checkpoint.rollbacks);
  visit("engine", checkpoint.training.engine);
  visit("epochs", checkpoint.training.epochs);
  visit("iterations", checkpoint.training.iterations);
}

struct MetadataWriter {
  Metadata& metadata;

  void operator()(const char* name, const std::string& text) const {
    if (!text.empty() || !may_lack(name)) metadata[name] = text;
  }
  void operator()(const char* name, const std::vector<std::string>& texts) const {
    if (!texts.empty()) metadata[name] = json_of(texts);
  }
  void operator()(const char* name, std::int64_t number) const {
    metadata[name] = std::to_string(number);
  }
};

struct MetadataReader {
  const Metadata& metadata;
  const std::string& where;

  void operator()(const std::string& name, std::string& text) const {
    const auto found = metadata.find(name);
    if (found != metadata.end())
      text = found->second;
    else if (!may_lack(name))
      throw wrong_metadata(where).expected("\"" + name + "\" in its metadata").found("none");
  }
  void operator()(const std::string& name, std::vector<std::string>& texts) const {
    std::string text;
    (*this)(name, text);
    if (text.empty()) return;
    const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    const bool all_texts = json.is_array() && std::all_of(json.begin(), json.end(), [](auto& each) {
                             return each.is_string();
                           });
    if (!all_texts)
      throw wrong_metadata(where)
          .expected("\"" + name + "\" as a list of texts")
          .found("\"" + text.substr(0, 40) + "\"");
    texts = json.get<std::vector<std::string>>();
  }
  void operator()(const std::string& name, std::int64_t& number) const {
    std::string text = std::to_string(number);
    (*this)(name, text);
    const char* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc() || rest != end || number < 0)
      throw wrong_metadata(where)
          .expected("\"" + name + "\" as a whole number of at least 0")
          .found("\"" + text.substr(0, 40) + "\"");
  }
};

}  // namespace

void write_metadata(const Checkpoint& checkpoint, Metadata& metadata) {
  visit_metadata(checkpoint, MetadataWriter{metadata});
}

void read_metadata(const Metadata& metadata, const std::string& where, Checkpoint& checkpoint) {
  visit_metadata(checkpoint, MetadataReader{metadata, where});
}

std::string metadata_text(const Metadata& metadata, const std::string& name,
                          const std::string& where) {
  std::string text;
  MetadataReader{metadata, where}(name, text);
  return text;
}

std::int64_t metadata_number(const Metadata& metadata, const std::string& name,
                             const std::string& where) {
  std::int64_t number = 0;
  MetadataReader{metadata, where}(name, number);
  return number;
}

}  // namespace gan
