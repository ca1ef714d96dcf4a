#include "gan/data/pictures/image_file.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/byte_order.h"
#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/base/positioned_io.h"
#include "gan/base/sha256.h"
#include "gan/data/cache/part_file.h"
#include "gan/data/formats/idx.h"
#include "gan/data/image_tensor.h"

namespace gan {
namespace {

constexpr const char* kKeeping = "keeping decoded pictures";
constexpr std::chrono::seconds kLockPatience{10};

// Read, not mapped: mapped pages would count as memory of this process.
std::string hash_of_file(int descriptor, const std::string& name, std::uint64_t bytes) {
  std::vector<char> buffer(std::size_t{1} << 20);
  Sha256 sum;
  for (std::uint64_t done = 0; done < bytes;) {
    const auto some =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), bytes - done));
    read_at(descriptor, done, buffer.data(), some, Error(kKeeping).at(name));
    sum.update(buffer.data(), some);
    done += some;
  }
  return sum.hex();
}

at::Tensor map_images(int descriptor, const std::string& name, std::size_t header,
                      const std::vector<std::int64_t>& sizes) {
  std::size_t bytes = header;
  for (std::size_t i = 0, product = 1; i < sizes.size(); ++i) {
    product *= static_cast<std::size_t>(sizes[i]);
    if (i + 1 == sizes.size()) bytes += product;
  }
  void* const start = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
  if (start == MAP_FAILED) throw Error(kKeeping).at(name).found(system_reason(errno));
  return at::from_blob(
      static_cast<char*>(start) + header, sizes, [start, bytes](void*) { ::munmap(start, bytes); },
      at::kByte);
}

}  // namespace

MappedImages map_image_file(const std::string& path, const std::string& sha256) {
  const FileSource file(path, kKeeping);
  const Error damaged = Error(kKeeping).at(path).expected("SHA-256 " + sha256);
  const int descriptor = file.descriptor();
  const std::string found = hash_of_file(descriptor, path, file.size());
  if (found != sha256) throw Error(damaged).found(found);
  // By its checksum, the header is one that ImageFile wrote.
  std::string head(20, '\0');
  file.read(0, head.data(), std::min<std::size_t>(16, file.size()));
  const std::size_t dimensions = static_cast<unsigned char>(head[3]), header = 4 + 4 * dimensions;
  if ((dimensions != 3 && dimensions != 4) || file.size() <= header)
    throw Error(damaged).found("a file without images");
  file.read(0, head.data(), header);
  std::vector<std::int64_t> sizes;
  for (std::size_t i = 4; i < header; i += 4)
    sizes.push_back(
        static_cast<std::int64_t>(from_big_endian(std::string_view(head).substr(i, 4))));
  return {map_images(descriptor, path, header, sizes), found};
}

ImageFile::ImageFile(std::int64_t count, const ImageShape& image)
    : name_("memory"),
      descriptor_(::memfd_create("gan-images", MFD_CLOEXEC)),
      sizes_(sizes_of(count, image)),
      image_bytes_(static_cast<std::uint64_t>(image.values())) {
  if (descriptor_ < 0) throw Error(kKeeping).at(name_).found(system_reason(errno));
}

ImageFile::ImageFile(const std::string& folder, const std::string& key, std::int64_t count,
                     const ImageShape& image)
    : part_(std::make_unique<PartFile>((std::filesystem::path(folder) / key).string(),
                                       kLockPatience, nullptr, kKeeping)),
      folder_(folder),
      name_(part_->part()),
      descriptor_(part_->descriptor()),
      sizes_(sizes_of(count, image)),
      image_bytes_(static_cast<std::uint64_t>(image.values())) {
  part_->clear();
}

ImageFile::~ImageFile() {
  if (!part_) {
    if (descriptor_ >= 0) ::close(descriptor_);
    return;
  }
  // What is incomplete is of no use to the next process.
  try {
    part_->clear();
  } catch (const Error&) {
  }
}

std::uint64_t ImageFile::offset(std::int64_t index) const {
  return 4 + 4 * sizes_.size() + static_cast<std::uint64_t>(index) * image_bytes_;
}

void ImageFile::reserve() {
  const auto bytes = static_cast<off_t>(offset(sizes_[0]));
  const int why = ::posix_fallocate(descriptor_, 0, bytes);
  if (why != 0)
    throw Error(kKeeping)
        .at(name_)
        .expected("space for " + std::to_string(bytes) + " bytes")
        .found(system_reason(why));
}

void ImageFile::write(std::int64_t index, const std::uint8_t* values) {
  write_at(descriptor_, offset(index), values, image_bytes_, Error(kKeeping).at(name_));
}

void ImageFile::drop(const std::vector<std::int64_t>& indices) {
  if (indices.empty()) return;
  std::vector<std::uint8_t> image(image_bytes_);
  std::int64_t kept = indices.front();
  for (std::int64_t index = kept; index < sizes_[0]; ++index) {
    if (std::binary_search(indices.begin(), indices.end(), index)) continue;
    read_at(descriptor_, offset(index), image.data(), image.size(), Error(kKeeping).at(name_));
    write(kept++, image.data());
  }
  sizes_[0] = kept;
}

MappedImages ImageFile::finish() {
  const std::string header = encode_idx_header(sizes_);
  write_at(descriptor_, 0, header.data(), header.size(), Error(kKeeping).at(name_));
  const std::uint64_t bytes = offset(sizes_[0]);
  if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0)
    throw Error(kKeeping).at(name_).found(system_reason(errno));
  const std::string sha256 = hash_of_file(descriptor_, name_, bytes);
  MappedImages mapped{map_images(descriptor_, name_, header.size(), sizes_), sha256};
  if (part_) {
    part_->commit((std::filesystem::path(folder_) / (sha256 + ".idx")).string());
    part_.reset();
    descriptor_ = -1;
  }
  return mapped;
}

}  // namespace gan
