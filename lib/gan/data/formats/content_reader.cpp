#include "gan/data/formats/content_reader.h"

#include <algorithm>
#include <utility>

#include "gan/base/error.h"

namespace gan {

ContentReader::ContentReader(const ByteSource& source, std::string doing, std::string name)
    : source_(source), doing_(std::move(doing)), name_(std::move(name)) {
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(2, source.size())), '\0');
  source.read(0, head.data(), head.size());
  if (is_gzip(head)) gzip_.emplace(source, doing_, name_);
}

std::size_t ContentReader::read(void* to, std::size_t count) {
  if (gzip_) return gzip_->read(to, count);
  const auto some =
      static_cast<std::size_t>(std::min<std::uint64_t>(count, source_.size() - position_));
  source_.read(position_, to, some);
  position_ += some;
  return some;
}

std::uint64_t ContentReader::skip(std::uint64_t count) {
  if (gzip_) return gzip_->skip(count);
  const std::uint64_t some = std::min(count, source_.size() - position_);
  position_ += some;
  return some;
}

std::uint64_t ContentReader::size(std::uint64_t expected) const {
  if (!gzip_) return source_.size();
  if (gzip_->says(expected)) return expected;
  GzipReader counter(source_, doing_, name_);
  const std::uint64_t there = counter.skip(expected + 1);
  if (there == expected) counter.finish();
  return there;
}

void ContentReader::finish() {
  if (gzip_) gzip_->finish();
}

std::string content_head(const std::string& path, const std::string& doing) {
  const FileSource file(path, doing);
  std::string head(12, '\0');
  head.resize(ContentReader(file, doing, path).read(head.data(), head.size()));
  return head;
}

}  // namespace gan
