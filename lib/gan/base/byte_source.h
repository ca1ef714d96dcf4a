// Bytes that can be read from any position: a file's, or some in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gan {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::uint64_t size() const = 0;
  // Copies the `count` bytes that start at `offset`; they must lie within size().
  virtual void read(std::uint64_t offset, void* to, std::size_t count) const = 0;
};

std::string read_all(const ByteSource& source);

// Does not copy the bytes: they must outlive it.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  void read(std::uint64_t offset, void* to, std::size_t count) const override;

 private:
  std::string_view bytes_;
};

// An open regular file. `doing` begins the errors' text ("reading images"). The constructor throws
// Error for a missing or unreadable file, a folder and a device; read() for a failing disk and for
// a file that another program has shortened.
class FileSource : public ByteSource {
 public:
  FileSource(std::string path, std::string doing);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  std::uint64_t size() const override { return size_; }
  void read(std::uint64_t offset, void* to, std::size_t count) const override;
  // Open while this object lives.
  int descriptor() const { return descriptor_; }

 private:
  std::string path_, doing_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace gan
