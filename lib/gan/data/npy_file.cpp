#include "gan/data/npy_file.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "gan/base/error.h"
#include "gan/data/byte_source.h"
#include "gan/data/content_kind.h"

namespace gan {
namespace {

using namespace std::string_view_literals;

constexpr const char* kReadingNpy = "reading images";
constexpr std::string_view kMagic = "\x93NUMPY"sv;
constexpr std::uint64_t kMostHeaderBytes = std::uint64_t{1} << 20;
constexpr std::size_t kNumbersAtOnce = std::size_t{1} << 16;

std::string read_text(const ByteSource& source, std::uint64_t offset, std::uint64_t count) {
  std::string text(static_cast<std::size_t>(count), '\0');
  source.read(offset, text.data(), text.size());
  return text;
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

template <typename Number>
float number_at(const char* bytes, bool swapped) {
  char ordered[sizeof(Number)];
  std::memcpy(ordered, bytes, sizeof ordered);
  if (swapped) std::reverse(ordered, ordered + sizeof ordered);
  Number number{};
  std::memcpy(&number, ordered, sizeof number);
  return static_cast<float>(number);
}

float number_of(const NpyHeader& header, const char* bytes) {
  switch (header.type) {
    case NpyType::uint8:
      return static_cast<float>(static_cast<unsigned char>(*bytes));
    case NpyType::float32:
      return number_at<float>(bytes, header.big_endian);
    default:
      return number_at<double>(bytes, header.big_endian);
  }
}

struct Beginning {
  NpyHeader header;
  std::uint64_t bytes = 0;  // before the numbers
};

Beginning read_beginning(const ByteSource& source, const Error& wrong) {
  const std::string head = read_text(source, 0, std::min<std::uint64_t>(12, source.size()));
  if (head.empty()) throw Error(wrong).expected("a NumPy file").found("an empty file");
  if (!is_npy(head)) throw Error(wrong).expected("a NumPy file").found(describe_content(head));
  const Error cut = Error(wrong).expected("a whole header").found("a file that ends before");
  if (head.size() < 12) throw cut;
  const auto version = static_cast<unsigned char>(head[6]);
  if (version < 1 || version > 3)
    throw Error(wrong).expected("version 1, 2 or 3 of the format").found(std::to_string(version));
  const std::uint64_t begin = version == 1 ? 10 : 12;
  const std::uint64_t length = little_endian(std::string_view(head).substr(8, begin - 8));
  if (length > kMostHeaderBytes)
    throw Error(wrong).expected("a header below 1 MiB").found(std::to_string(length) + " bytes");
  if (length > source.size() - begin) throw cut;
  return {read_npy_header(read_text(source, begin, length), wrong), begin + length};
}

NpyArray read_source(const ByteSource& source, const std::string& name, std::int64_t most_rows) {
  const Error wrong = Error(kReadingNpy).at(name);
  const auto [header, begin] = read_beginning(source, wrong);
  if (header.sizes.empty() || header.numbers == 0)
    throw Error(wrong).expected("images").found("an array without any");
  const std::size_t size = size_of(header.type);
  if (source.size() - begin != header.numbers * size)
    throw Error(wrong)
        .expected(std::to_string(begin + header.numbers * size) + " bytes, as its header says")
        .found(std::to_string(source.size()))
        .hint("the file is damaged or incomplete; write it again");

  NpyArray array;
  array.type = header.type;
  array.rows = header.sizes[0];
  array.sizes = header.sizes;
  array.sizes[0] = std::clamp<std::int64_t>(most_rows, 0, array.rows);
  const auto row =
      static_cast<std::size_t>(header.numbers / static_cast<std::uint64_t>(array.rows));
  const std::size_t numbers = row * static_cast<std::size_t>(array.sizes[0]);
  try {
    array.values.resize(numbers);
  } catch (const std::bad_alloc&) {
    throw Error(wrong).found("too little memory for " + std::to_string(numbers) + " numbers");
  }
  std::string bytes;
  for (std::size_t done = 0; done < numbers;) {
    const std::size_t count = std::min(kNumbersAtOnce, numbers - done);
    bytes.resize(count * size);
    source.read(begin + done * size, bytes.data(), bytes.size());
    for (std::size_t i = 0; i < count; ++i)
      array.values[done + i] = number_of(header, bytes.data() + i * size);
    done += count;
  }
  return array;
}

}  // namespace

bool is_npy(std::string_view bytes) {
  return bytes.substr(0, kMagic.size()) == kMagic;
}

NpyArray read_npy(const std::string& path, std::int64_t most_rows) {
  return read_source(FileSource(path, kReadingNpy), path, most_rows);
}

NpyArray parse_npy(std::string_view file, const std::string& name, std::int64_t most_rows) {
  return read_source(MemorySource(file), name, most_rows);
}

}  // namespace gan
