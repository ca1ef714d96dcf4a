#include "gan/data/formats/npy_header.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <set>
#include <system_error>
#include <utility>

namespace gan {
namespace {

constexpr std::size_t kMostSizes = 32;  // NumPy's limit before version 2
constexpr std::string_view kByteOrders = "<>|=";
constexpr std::array<std::string_view, 13> kTypes = {"?",  "b1", "i1", "i2", "i4", "i8", "u1",
                                                     "u2", "u4", "u8", "f2", "f4", "f8"};

std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 20;
  std::string safe = "'";
  for (const char c : text.substr(0, kMost))
    safe += std::isprint(static_cast<unsigned char>(c)) != 0 ? c : '?';
  return safe + (text.size() > kMost ? "...'" : "'");
}

// Reads the Python literals that such headers have.
class Reader {
 public:
  Reader(std::string_view text, Error wrong) : text_(text), wrong_(std::move(wrong)) {}

  // Reads each key and its value: after the key's colon, up to the next comma.
  NpyHeader read() {
    NpyHeader header;
    std::set<std::string_view> missing = {"descr", "fortran_order", "shape"};
    expect('{');
    while (!take('}')) {
      const std::string_view key = text_literal();
      expect(':');
      if (missing.erase(key) == 0) throw damaged("an unknown or repeated key " + quoted(key));
      if (key == "descr")
        read_type(header);
      else if (key == "shape")
        header.sizes = sizes();
      else
        header.fortran_order = read_order();
      if (!take(',') && peek() != '}') throw damaged("no comma after the value of " + quoted(key));
    }
    peek();
    if (position_ < text_.size()) throw damaged("text after the dictionary");
    if (!missing.empty()) throw damaged("a dictionary without one of these keys");
    header.numbers = count(header.sizes);
    return header;
  }

 private:
  Error damaged(const std::string& found) const {
    return Error(wrong_)
        .expected("a header with 'descr', 'fortran_order' and 'shape'")
        .found(found);
  }

  // The next character that is not white space; zero at the end.
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
    if (!take(wanted)) throw damaged("no '" + std::string(1, wanted) + "' where one is required");
  }

  std::string_view text_literal() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') throw damaged("no string where one is required");
    const std::size_t begin = position_ + 1, end = text_.find(quote, begin);
    if (end == std::string_view::npos) throw damaged("a string without a closing quote");
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
    const char quote = peek();
    const bool is_record = quote != '\'' && quote != '"';
    const std::string_view name = is_record ? "a record" : text_literal();
    const std::size_t order = name.empty() ? std::string_view::npos : kByteOrders.find(name[0]);
    const std::string_view type = order == std::string_view::npos ? name : name.substr(1);
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
      throw Error(wrong_)
          .expected("numbers of type bool, int, uint or float (16 to 64 bits)")
          .found(type == "O" ? "Python objects" : "type " + quoted(name))
          .hint(type == "O" ? "stack the images: numpy.save(file, numpy.stack(list(images)))"
                            : "convert it: numpy.save(file, images.astype(\"float32\"))");
    header.type =
        type == "?" ? NpyType{'b', 1} : NpyType{type[0], static_cast<std::size_t>(type[1] - '0')};
    header.big_endian = name[0] == '>';
  }

  bool read_order() {
    const std::string_view order = word();
    if (order != "True" && order != "False")
      throw damaged("a 'fortran_order' that is neither True nor False");
    return order == "True";
  }

  std::vector<std::int64_t> sizes() {
    std::vector<std::int64_t> read;
    expect('(');
    while (!take(')')) {
      std::string_view digits = word();
      if (!digits.empty() && digits.back() == 'L') digits.remove_suffix(1);
      std::int64_t size = -1;
      const char* const end = digits.data() + digits.size();
      const auto [rest, failure] = std::from_chars(digits.data(), end, size);
      if (failure != std::errc() || rest != end || size < 0) throw damaged("an invalid 'shape'");
      read.push_back(size);
      if (read.size() > kMostSizes) throw damaged("more than 32 sizes");
      if (!take(',') && peek() != ')') throw damaged("an invalid 'shape'");
    }
    return read;
  }

  std::uint64_t count(const std::vector<std::int64_t>& sizes) const {
    if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) return 0;
    std::int64_t numbers = 1;
    for (const std::int64_t size : sizes) {
      if (numbers > kMostNpyNumbers / size) throw damaged("a 'shape' larger than any file");
      numbers *= size;
    }
    return static_cast<std::uint64_t>(numbers);
  }

  std::string_view text_;
  std::size_t position_ = 0;
  Error wrong_;
};

}  // namespace

std::string name_of(NpyType type) {
  if (type.kind == 'b') return "bool";
  const char* const kind = type.kind == 'i' ? "int" : type.kind == 'u' ? "uint" : "float";
  return kind + std::to_string(8 * type.size);
}

NpyHeader read_npy_header(std::string_view dictionary, const Error& wrong) {
  return Reader(dictionary, wrong).read();
}

}  // namespace gan
