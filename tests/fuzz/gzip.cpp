// Gzip data by itself, and as the packing of an IDX file. Changes are made to the content, too,
// which is packed anew then: a change of the packed bytes alone mostly ends at the checksum.
#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include <zlib.h>

#include "gan/data/formats/content_reader.h"
#include "gan/data/formats/idx.h"
#include "outcome.h"
#include "target.h"

namespace {

constexpr std::size_t kMostContent = std::size_t{1} << 13;

// As much of the content as there is up to the limit, read in pieces of one size.
std::string content_of(std::string_view file, std::size_t piece) {
  const gan::MemorySource source(file);
  gan::ContentReader reader(source, "reading", "file");
  std::string content(kMostContent, '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const std::size_t some = std::min(piece, content.size() - done);
    const std::size_t got = reader.read(&content[done], some);
    done += got;
    if (got < some) {
      reader.finish();
      gan::fuzz::require(gan::ContentReader(source, "reading", "file").size(done) == done,
                         "the content is of the size that is counted");
      break;
    }
  }
  content.resize(done);
  return content;
}

std::string packed(const std::string& content, int level) {
  z_stream stream{};
  constexpr int kSmallestWindow = 9, kGzip = 16;
  gan::fuzz::require(deflateInit2(&stream, level, Z_DEFLATED, kSmallestWindow + kGzip, 1,
                                  Z_DEFAULT_STRATEGY) == Z_OK,
                     "deflateInit2");
  std::string file(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(file.data());
  stream.avail_out = static_cast<uInt>(file.size());
  deflate(&stream, Z_FINISH);
  file.resize(stream.total_out);
  deflateEnd(&stream);
  return file;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  if (!gan::is_gzip(file)) return 0;  // those are the target idx's
  std::string whole, pieces;
  const bool reads = gan::fuzz::succeeds([&] { whole = content_of(file, kMostContent); });
  if (reads && gan::fuzz::succeeds([&] { pieces = content_of(file, 1000); }))
    gan::fuzz::require(whole == pieces, "pieces of any size make up the same content");
  gan::fuzz::succeeds([&] {
    const int dimensions = reads && whole.size() > 3 && whole[3] == 1 ? 1 : 3;
    const gan::IdxArray array = gan::parse_idx(file, "file", dimensions);
    const std::string idx = gan::encode_idx(array.sizes, array.bytes.data());
    gan::fuzz::require(reads && idx.compare(0, kMostContent, whole) == 0,
                       "the IDX file is the content");
  });
  return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                    unsigned seed) {
  std::string content;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  if (seed % 4 == 0 || !gan::fuzz::succeeds([&] { content = content_of(file, kMostContent); }))
    return LLVMFuzzerMutate(data, size, most);
  const std::size_t before = content.size();
  content.resize(std::max<std::size_t>(before, 4096));
  content.resize(
      LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(content.data()), before, content.size()));
  const std::string changed = packed(content, static_cast<int>(seed / 4 % 10));
  if (changed.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, changed.data(), changed.size());
  return changed.size();
}
