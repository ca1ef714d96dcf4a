#include "gan/data/npy_header.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace gan {
namespace {

constexpr std::int64_t kMostNumbers = std::int64_t{1} << 60;
constexpr std::size_t kMostSizes = 32;  // as many as NumPy knew for long

std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 20;
  std::string safe = "'";
  for (const char c : text.substr(0, kMost))
    safe += std::isprint(static_cast<unsigned char>(c)) != 0 ? c : '?';
  return safe + (text.size() > kMost ? "...'" : "'");
}

// Python's literals, as far as such headers have them.
class Reader {
 public:
  Reader(std::string_view text, Error wrong) : text_(text), wrong_(std::move(wrong)) {}

  // The values by their keys: what stands between the key's colon and the next comma.
  NpyHeader read() {
    NpyHeader header;
    bool has_type = false, has_order = false, has_sizes = false;
    expect('{');
    while (!take('}')) {
      const std::string_view key = text_literal();
      expect(':');
      bool* const has = key == "descr"           ? &has_type
                        : key == "fortran_order" ? &has_order
                        : key == "shape"         ? &has_sizes
                                                 : nullptr;
      if (has == nullptr || *has) throw damaged("the key " + quoted(key));
      *has = true;
      if (key == "descr")
        read_type(header);
      else if (key == "shape")
        header.sizes = sizes();
      else
        read_order();
      if (!take(',') && peek() != '}') throw damaged("no comma behind " + quoted(key));
    }
    if (peek() != '\0' || position_ < text_.size()) throw damaged("text behind the dictionary");
    if (!has_type || !has_order || !has_sizes) throw damaged("a dictionary without one of them");
    header.numbers = count(header.sizes);
    return header;
  }

 private:
  Error damaged(const std::string& found) const {
    return Error(wrong_)
        .expected("a header with 'descr', 'fortran_order' and 'shape'")
        .found(found);
  }

  // The next character that is no white space; zero at the end.
  char peek() {
    while (position_ < text_.size() &&
           (text_[position_] == ' ' || text_[position_] == '\n' || text_[position_] == '\t'))
      ++position_;
    return position_ < text_.size() ? text_[position_] : '\0';
  }
  bool take(char wanted) {
    if (peek() != wanted || position_ >= text_.size()) return false;
    ++position_;
    return true;
  }
  void expect(char wanted) {
    if (!take(wanted)) throw damaged("no " + std::string(1, wanted) + " where it belongs");
  }

  std::string_view text_literal() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') throw damaged("no text where one belongs");
    const std::size_t begin = position_ + 1, end = text_.find(quote, begin);
    if (end == std::string_view::npos) throw damaged("a text without an end");
    position_ = end + 1;
    return text_.substr(begin, end - begin);
  }
  std::string_view word() {
    peek();
    const std::size_t begin = position_;
    while (position_ < text_.size() && std::isalnum(static_cast<unsigned char>(text_[position_])))
      ++position_;
    return text_.substr(begin, position_ - begin);
  }

  void read_type(NpyHeader& header) {
    static const std::map<std::string_view, NpyType> types = {
        {"u1", NpyType::uint8}, {"f4", NpyType::float32}, {"f8", NpyType::float64}};
    const char quote = peek();
    const std::string_view name = quote == '\'' || quote == '"' ? text_literal() : "a record";
    const bool has_order = !name.empty() && (name[0] == '<' || name[0] == '>' || name[0] == '|');
    const auto type = types.find(has_order ? name.substr(1) : name);
    if (type == types.end())
      throw Error(wrong_)
          .expected("numbers of type uint8, float32 or float64")
          .found("type " + quoted(name))
          .hint("convert it: numpy.save(file, images.astype(\"float32\"))");
    header.type = type->second;
    header.big_endian = name[0] == '>';
  }

  void read_order() {
    const std::string_view order = word();
    if (order == "True")
      throw Error(wrong_)
          .expected("C order")
          .found("Fortran order")
          .hint("convert it: numpy.save(file, numpy.ascontiguousarray(images))");
    if (order != "False") throw damaged("neither True nor False as 'fortran_order'");
  }

  std::vector<std::int64_t> sizes() {
    std::vector<std::int64_t> read;
    expect('(');
    while (!take(')')) {
      const std::string_view digits = word();
      std::int64_t size = -1;
      const char* const end = digits.data() + digits.size();
      const auto [rest, failure] = std::from_chars(digits.data(), end, size);
      if (failure != std::errc() || rest != end || size < 0) throw damaged("a wrong 'shape'");
      read.push_back(size);
      if (read.size() > kMostSizes) throw damaged("more than 32 sizes");
      if (!take(',') && peek() != ')') throw damaged("a wrong 'shape'");
    }
    return read;
  }

  std::uint64_t count(const std::vector<std::int64_t>& sizes) const {
    if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) return 0;
    std::int64_t numbers = 1;
    for (const std::int64_t size : sizes) {
      if (numbers > kMostNumbers / size) throw damaged("a 'shape' larger than any file");
      numbers *= size;
    }
    return static_cast<std::uint64_t>(numbers);
  }

  std::string_view text_;
  std::size_t position_ = 0;
  Error wrong_;
};

}  // namespace

std::size_t size_of(NpyType type) {
  return type == NpyType::uint8 ? 1 : type == NpyType::float32 ? 4 : 8;
}

NpyHeader read_npy_header(std::string_view dictionary, const Error& wrong) {
  return Reader(dictionary, wrong).read();
}

}  // namespace gan
