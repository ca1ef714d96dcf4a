#include "gan/storage/safetensors/safetensors_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace gan {
namespace {

using nlohmann::json;

constexpr std::size_t kMostTensors = 100000, kMostMetadata = 100000, kMostDimensions = 64;

struct Element {
  const char* name;
  std::size_t size;
};
// In the order of ElementType.
constexpr std::array kElements = {Element{"U8", 1}, Element{"I64", 8}, Element{"F32", 4},
                                  Element{"F64", 8}};

constexpr const char* kMetadata = "__metadata__";

// A text of the file, for an error message.
std::string in_quotes(const std::string& text) {
  std::string excerpt = text.substr(0, 60);
  for (char& c : excerpt)
    if (c < ' ' || c > '~') c = '?';
  return "\"" + excerpt + (text.size() > excerpt.size() ? "...\"" : "\"");
}

std::string in_quotes(std::uint64_t begin, std::uint64_t end) {
  return "[" + std::to_string(begin) + ", " + std::to_string(end) + "]";
}

// Takes the header value by value from nlohmann's parser. So it stores nothing unexpected and does
// not recurse.
class HeaderReader : public nlohmann::json_sax<json> {
 public:
  explicit HeaderReader(const Error& wrong) : wrong_(wrong) {}

  SafetensorsHeader take() { return std::move(header_); }

  bool start_object(std::size_t) override {
    if (place_ == Place::outside) return enter(Place::header);
    if (place_ != Place::header) return misplaced("an object");
    if (name_ == kMetadata) return enter(Place::metadata);
    parts_.clear();
    tensor_ = {};
    return enter(Place::tensor);
  }

  bool end_object() override {
    if (place_ == Place::tensor) finish_tensor();
    return enter(place_ == Place::header ? Place::outside : Place::header);
  }

  bool key(std::string& text) override {
    const bool is_new = place_ == Place::header     ? names_.insert(text).second
                        : place_ == Place::metadata ? header_.metadata.count(text) == 0
                                                    : parts_.insert(text).second;
    if (!is_new) fail("each name once", in_quotes(text) + " twice");
    if (place_ == Place::header) {
      if (text.empty()) fail("tensors with names", "an empty name");
      name_ = text;
    }
    if (place_ == Place::tensor && text != "dtype" && text != "shape" && text != "data_offsets")
      fail("dtype, shape and data_offsets of " + in_quotes(name_), in_quotes(text));
    if (place_ == Place::metadata && header_.metadata.size() == kMostMetadata)
      fail("at most " + std::to_string(kMostMetadata) + " entries of metadata", "more");
    part_ = text;
    return true;
  }

  bool start_array(std::size_t) override {
    if (place_ != Place::tensor || part_ == "dtype") return misplaced("an array");
    numbers_.clear();
    return enter(Place::numbers);
  }

  bool end_array() override {
    if (part_ == "shape")
      tensor_.shape.assign(numbers_.begin(), numbers_.end());
    else if (numbers_.size() == 2)
      tensor_.begin = numbers_[0], tensor_.end = numbers_[1];
    else
      fail("two data_offsets of " + in_quotes(name_), std::to_string(numbers_.size()));
    return enter(Place::tensor);
  }

  bool number_unsigned(json::number_unsigned_t value) override {
    if (place_ != Place::numbers) return misplaced("a number");
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      fail("numbers that fit into 63 bits", std::to_string(value));
    if (numbers_.size() == kMostDimensions)
      fail("at most " + std::to_string(kMostDimensions) + " numbers in " + part_ + " of " +
               in_quotes(name_),
           "more");
    numbers_.push_back(value);
    return true;
  }

  bool string(std::string& text) override {
    if (place_ == Place::metadata) {
      header_.metadata[part_] = text;
      return true;
    }
    if (place_ != Place::tensor || part_ != "dtype") return misplaced("a text");
    const auto* const element = std::find_if(
        kElements.begin(), kElements.end(), [&](const Element& each) { return text == each.name; });
    if (element == kElements.end())
      fail("U8, I64, F32 or F64 as the dtype of " + in_quotes(name_), in_quotes(text));
    tensor_.type = static_cast<ElementType>(element - kElements.begin());
    return true;
  }

  bool null() override { return misplaced("null"); }
  bool boolean(bool) override { return misplaced("true or false"); }
  bool number_integer(json::number_integer_t) override { return misplaced("a negative number"); }
  bool number_float(json::number_float_t, const std::string& text) override {
    return misplaced("the number " + in_quotes(text));
  }
  bool binary(json::binary_t&) override { return misplaced("binary data"); }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    fail("JSON", "text that is not JSON at byte " + std::to_string(position) + " of the header");
  }

 private:
  enum class Place { outside, header, metadata, tensor, numbers };

  [[noreturn]] void fail(const std::string& expected, const std::string& found) const {
    throw Error(wrong_).expected(expected).found(found);
  }

  bool misplaced(const std::string& found) const {
    switch (place_) {
      case Place::outside:
        fail("an object as the header", found);
      case Place::header:
        fail("an object for " + in_quotes(name_), found);
      case Place::metadata:
        fail("a text as the metadata's " + in_quotes(part_), found);
      case Place::tensor:
        fail((part_ == "dtype" ? "a text as " : "an array as ") + part_ + " of " + in_quotes(name_),
             found);
      case Place::numbers:
        break;
    }
    fail("whole numbers of at least 0 in " + part_ + " of " + in_quotes(name_), found);
  }

  bool enter(Place place) {
    place_ = place;
    return true;
  }

  void finish_tensor() {
    if (parts_.size() != 3)
      fail("dtype, shape and data_offsets of " + in_quotes(name_),
           "only " + std::to_string(parts_.size()) + " of them");
    // A size of zero makes a tensor empty, but the product of the other sizes must not overflow,
    // either: strides are computed from them.
    std::uint64_t elements = 1;
    bool is_empty = false;
    for (const std::int64_t each : tensor_.shape) {
      const auto size = static_cast<std::uint64_t>(each);
      is_empty = is_empty || size == 0;
      if (size > kMostSafetensorsBytes / elements)
        fail("a valid shape of " + in_quotes(name_), "more elements than any file holds");
      if (size > 0) elements *= size;
    }
    const std::uint64_t bytes = is_empty ? 0 : elements * size_of(tensor_.type);
    if (tensor_.end < tensor_.begin || tensor_.end - tensor_.begin != bytes)
      fail("data_offsets of " + in_quotes(name_) + " that span the " + std::to_string(bytes) +
               " bytes of its shape",
           in_quotes(tensor_.begin, tensor_.end));
    if (header_.tensors.size() == kMostTensors)
      fail("at most " + std::to_string(kMostTensors) + " tensors", "more");
    header_.tensors.emplace(name_, std::move(tensor_));
  }

  const Error& wrong_;
  SafetensorsHeader header_;
  Place place_ = Place::outside;
  std::string name_, part_;      // the last key of the header, and the last one inside its entry
  std::set<std::string> names_;  // all keys of the header
  std::set<std::string> parts_;  // those of the current tensor
  std::vector<std::uint64_t> numbers_;
  TensorPlace tensor_;
};

void check_tiling(const SafetensorsHeader& header, std::uint64_t data_bytes, const Error& wrong) {
  using Entry = std::pair<const std::string, TensorPlace>;
  std::vector<const Entry*> entries;
  for (const Entry& entry : header.tensors) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) {
    return std::pair(a->second.begin, a->second.end) < std::pair(b->second.begin, b->second.end);
  });
  std::uint64_t at = 0;
  for (const Entry* entry : entries) {
    const TensorPlace& place = entry->second;
    if (place.begin != at)
      throw Error(wrong)
          .expected(in_quotes(entry->first) + " at byte " + std::to_string(at) + " of the data")
          .found("it at " + in_quotes(place.begin, place.end) +
                 (place.begin < at ? ", inside another tensor" : ", after a gap"));
    at = place.end;
  }
  if (at != data_bytes)
    throw Error(wrong)
        .expected(std::to_string(at) + " bytes of tensors, as the header says")
        .found(std::to_string(data_bytes));
}

}  // namespace

std::size_t size_of(ElementType type) {
  return kElements[static_cast<std::size_t>(type)].size;
}

const char* name_of(ElementType type) {
  return kElements[static_cast<std::size_t>(type)].name;
}

SafetensorsHeader read_safetensors_header(std::string_view text, std::uint64_t data_bytes,
                                          const Error& wrong) {
  if (text.substr(0, 1) != "{") throw Error(wrong).expected("a header that begins with {");
  // nlohmann's parser takes a zero byte for the end of its input.
  if (text.find('\0') != std::string_view::npos)
    throw Error(wrong).expected("JSON").found("a zero byte in the header");
  HeaderReader reader(wrong);
  json::sax_parse(text.begin(), text.end(), &reader);
  SafetensorsHeader header = reader.take();
  check_tiling(header, data_bytes, wrong);
  return header;
}

}  // namespace gan
