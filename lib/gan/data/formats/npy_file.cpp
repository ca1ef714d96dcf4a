#include "gan/data/formats/npy_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>

#include "gan/base/byte_order.h"
#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"

namespace gan {
namespace {

constexpr const char* kReadingNpy = "reading images";
constexpr std::uint64_t kMostHeaderBytes = std::uint64_t{1} << 20;
constexpr std::size_t kNumbersAtOnce = std::size_t{1} << 16;

// IEEE 754's binary16.
float half_of(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  float size = 0;
  if (exponent == 31)
    size = fraction == 0 ? std::numeric_limits<float>::infinity()
                         : std::numeric_limits<float>::quiet_NaN();
  else
    size = std::ldexp(static_cast<float>(exponent == 0 ? fraction : fraction + 1024),
                      std::max(exponent, 1) - 25);
  return (bits & 0x8000) != 0 ? -size : size;
}

template <typename Number>
float number_at(const char* ordered) {
  Number number{};
  std::memcpy(&number, ordered, sizeof number);
  return static_cast<float>(number);
}

// The number of this type in bytes of the processor's order.
float number_of(NpyType type, const char* ordered) {
  switch (type.kind) {
    case 'f':
      return type.size == 2 ? half_of(static_cast<std::uint16_t>(from_little_endian({ordered, 2})))
             : type.size == 4 ? number_at<float>(ordered)
                              : number_at<double>(ordered);
    case 'i':
      return type.size == 1   ? number_at<std::int8_t>(ordered)
             : type.size == 2 ? number_at<std::int16_t>(ordered)
             : type.size == 4 ? number_at<std::int32_t>(ordered)
                              : number_at<std::int64_t>(ordered);
    default:
      return static_cast<float>(from_little_endian({ordered, type.size}));
  }
}

std::string read_exactly(ContentReader& reader, std::uint64_t count, const Error& wrong) {
  std::string text(static_cast<std::size_t>(count), '\0');
  if (reader.read(text.data(), text.size()) < text.size())
    throw Error(wrong).expected("a complete header").found("the end of the file");
  return text;
}

struct Beginning {
  NpyHeader header;
  std::uint64_t bytes = 0;  // before the numbers
};

Beginning read_beginning(ContentReader& reader, const Error& wrong) {
  std::string head(10, '\0');
  head.resize(reader.read(head.data(), head.size()));
  if (!is_npy(head)) throw Error(wrong).expected("a NumPy file").found(describe_content(head));
  if (head.size() < 10)
    throw Error(wrong).expected("a complete header").found("the end of the file");
  const auto version = static_cast<unsigned char>(head[6]);
  if (version < 1 || version > 3)
    throw Error(wrong).expected("version 1, 2 or 3 of the format").found(std::to_string(version));
  if (version > 1) head += read_exactly(reader, 2, wrong);
  const std::uint64_t length = from_little_endian(std::string_view(head).substr(8));
  if (length > kMostHeaderBytes)
    throw Error(wrong).expected("a header below 1 MiB").found(std::to_string(length) + " bytes");
  return {read_npy_header(read_exactly(reader, length, wrong), wrong), head.size() + length};
}

// The numbers after the header, in the file's order.
class NpyNumbers {
 public:
  NpyNumbers(ContentReader& reader, const NpyHeader& header, const Error& wrong)
      : reader_(reader), type_(header.type), swapped_(header.big_endian), wrong_(wrong) {}

  // Reads the next numbers: calls `take` with each one's place, from 0 to count - 1, and value.
  template <typename Take>
  void read(std::size_t count, const Take& take) {
    for (std::size_t done = 0; done < count;) {
      const std::size_t some = std::min(kNumbersAtOnce, count - done);
      bytes_.resize(some * type_.size);
      if (reader_.read(bytes_.data(), bytes_.size()) < bytes_.size())
        throw Error(wrong_).found("the end of the file before the last number");
      for (std::size_t i = 0; i < some; ++i) {
        char* const at = bytes_.data() + i * type_.size;
        if (swapped_) std::reverse(at, at + type_.size);
        take(done + i, number_of(type_, at));
      }
      done += some;
    }
  }
  // The same for numbers of one byte, as they are.
  void read_bytes(std::size_t count, std::uint8_t* to) {
    if (reader_.read(to, count) < count)
      throw Error(wrong_).found("the end of the file before the last number");
  }
  void skip(std::uint64_t count) { reader_.skip(count * type_.size); }

 private:
  ContentReader& reader_;
  NpyType type_;
  bool swapped_;
  const Error& wrong_;
  std::string bytes_;
};

// Calls read(place) for each chosen row, with the place of its first number among those read.
template <typename Read>
void read_rows(NpyNumbers& numbers, std::size_t row, const std::vector<std::int64_t>& chosen,
               const Read& read) {
  std::int64_t next = 0;
  std::size_t place = 0;
  for (const std::int64_t index : chosen) {
    numbers.skip(static_cast<std::uint64_t>(index - next) * row);
    read(place);
    place += row;
    next = index + 1;
  }
}

// Within a row (all sizes but the first): the place in C order of the number that is at `column` in
// Fortran order.
std::size_t place_in_row(std::size_t column, const std::vector<std::int64_t>& sizes) {
  std::size_t place = 0, weight = 1;
  for (std::size_t i = 1; i < sizes.size(); ++i) weight *= static_cast<std::size_t>(sizes[i]);
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    const auto size = static_cast<std::size_t>(sizes[i]);
    weight /= size;
    place += column % size * weight;
    column /= size;
  }
  return place;
}

// The file has the first numbers of all rows, then the second ones, and so on.
void read_columns(NpyNumbers& numbers, std::size_t row, const std::vector<std::int64_t>& sizes,
                  const std::vector<std::int64_t>& chosen, std::vector<float>& values) {
  for (std::size_t column = 0; column < row; ++column) {
    const std::size_t place = place_in_row(column, sizes);
    std::size_t next = 0;
    numbers.read(static_cast<std::size_t>(sizes[0]), [&](std::size_t index, float value) {
      if (next < chosen.size() && static_cast<std::size_t>(chosen[next]) == index)
        values[next++ * row + place] = value;
    });
  }
}

NpyArray read_source(const ByteSource& source, const std::string& name,
                     const SampleChoice& choice) {
  const Error wrong = Error(kReadingNpy).at(name);
  ContentReader reader(source, kReadingNpy, name);
  const auto [header, begin] = read_beginning(reader, wrong);
  if (header.sizes.empty() || header.numbers == 0)
    throw Error(wrong).expected("images").found("an array without images");
  const std::uint64_t expected = begin + header.numbers * header.type.size;
  const std::uint64_t there = reader.size(expected);
  if (there != expected)
    throw Error(wrong)
        .expected(std::to_string(expected) + " bytes, as its header says")
        .found(reader.is_packed() && there > expected ? "more" : std::to_string(there))
        .hint("the file is damaged or incomplete; write it again");

  NpyArray array;
  array.type = header.type;
  array.rows = header.sizes[0];
  const std::vector<std::int64_t> chosen = choice.of(array.rows);
  array.sizes = header.sizes;
  array.sizes[0] = static_cast<std::int64_t>(chosen.size());
  const auto row =
      static_cast<std::size_t>(header.numbers / static_cast<std::uint64_t>(array.rows));
  const bool bytes = header.type.kind == 'u' && header.type.size == 1 && !header.fortran_order;
  try {
    if (bytes)
      array.bytes.resize(row * chosen.size());
    else
      array.values.resize(row * chosen.size());
  } catch (const std::bad_alloc&) {
    throw Error(wrong).found("too little memory for " + std::to_string(row * chosen.size()) +
                             " numbers");
  }
  NpyNumbers numbers(reader, header, wrong);
  if (header.fortran_order)
    read_columns(numbers, row, header.sizes, chosen, array.values);
  else if (bytes)
    read_rows(numbers, row, chosen,
              [&](std::size_t place) { numbers.read_bytes(row, array.bytes.data() + place); });
  else
    read_rows(numbers, row, chosen, [&](std::size_t place) {
      float* const to = array.values.data() + place;
      numbers.read(row, [&](std::size_t i, float value) { to[i] = value; });
    });
  reader.skip(expected);  // the numbers that were not chosen: the checksum covers them, too
  reader.finish();
  return array;
}

}  // namespace

bool is_npy(std::string_view bytes) {
  return bytes.substr(0, kNpyMagic.size()) == kNpyMagic;
}

NpyArray read_npy(const std::string& path, const SampleChoice& choice) {
  return read_source(FileSource(path, kReadingNpy), path, choice);
}

NpyArray parse_npy(std::string_view file, const std::string& name, const SampleChoice& choice) {
  return read_source(MemorySource(file), name, choice);
}

}  // namespace gan
