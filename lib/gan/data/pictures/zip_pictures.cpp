#include "gan/data/pictures/zip_pictures.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <utility>
#include <vector>
#include <zip.h>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"

namespace gan {
namespace {

constexpr const char* kReadingZip = "reading a zip archive";
constexpr std::uint64_t kLargestEntry = std::uint64_t{1} << 30;

struct ZipError {
  zip_error_t value{};
  ZipError() { zip_error_init(&value); }
  ~ZipError() { zip_error_fini(&value); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
};

// The name as a path from the archive's top on: "./a.png" and "/a.png" are "a.png". Some programs
// for Windows write '\\' between folders.
std::string plain_name(std::string name) {
  if (name.find('/') == std::string::npos) std::replace(name.begin(), name.end(), '\\', '/');
  std::string plain;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size() - 1) + 1;
    const std::string part = name.substr(begin, end - begin);
    if (part != "/" && part != "./" && part != ".") plain += part;
    begin = end;
  }
  return plain;
}

class ZipPictures : public PictureFiles {
 public:
  // Takes the source.
  ZipPictures(zip_source_t* source, const std::string& path)
      : PictureFiles(path), zip_(nullptr, zip_discard) {
    ZipError why;
    zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &why.value));
    if (!zip_) {
      const std::string reason = zip_error_strerror(&why.value);
      zip_source_free(source);
      throw Error(kReadingZip)
          .at(path)
          .expected("a complete zip archive")
          .found(reason)
          .hint("copy or download it again");
    }
    list();
    sort();
  }

  std::string read(std::size_t index) const override {
    const PictureFile& picture = pictures()[index];
    return read_entry(entries_.at(top() + picture.name), name_of(picture.name));
  }

  std::optional<std::string> read_text(const std::string& name) const override {
    const auto entry = entries_.find(top() + name);
    if (entry == entries_.end()) return std::nullopt;
    return read_entry(entry->second, name_of(name));
  }

 private:
  struct Entry {
    zip_uint64_t index;
    std::uint64_t bytes;
  };

  void list() {
    const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t status;
      zip_stat_init(&status);
      const auto index = static_cast<zip_uint64_t>(i);
      constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_CRC;
      if (zip_stat_index(zip_.get(), index, ZIP_FL_ENC_RAW, &status) != 0 ||
          (status.valid & kNeeded) != kNeeded)
        throw Error(kReadingZip).at(path()).found("a damaged entry, number " + std::to_string(i));
      const std::string name = plain_name(status.name);
      for (std::size_t slash = name.find('/'); slash != std::string::npos;
           slash = name.find('/', slash + 1))
        add_folder(name.substr(0, slash));
      if (name.empty() || name.back() == '/') continue;
      if (!entries_.emplace(name, Entry{index, status.size}).second)
        throw Error(kReadingZip).at(path()).expected("each name once").found(name + " twice");
      if (is_link(index))
        add_other(name);
      else
        add({name, status.size, std::to_string(status.crc)});
    }
  }

  // Its data are the path that it leads to.
  bool is_link(zip_uint64_t index) const {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(zip_.get(), index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16U);
  }

  // Why the entry that was just asked for cannot be unpacked.
  Error not_unpacked(const Error& wrong) const {
    zip_error_t* const why = zip_get_error(zip_.get());
    const int code = zip_error_code_zip(why);
    Error error =
        Error(wrong).found(code == ZIP_ER_NOPASSWD ? "an encrypted file" : zip_error_strerror(why));
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP || code == ZIP_ER_COMPNOTSUPP)
      error.hint("unpack the archive, and give the folder");
    return error;
  }

  std::string read_entry(const Entry& entry, const std::string& name) const {
    const Error wrong = Error(kReadingZip).at(name);
    if (entry.bytes > kLargestEntry)
      throw Error(wrong).expected("at most 1 GiB").found(std::to_string(entry.bytes) + " bytes");
    const std::lock_guard<std::mutex> lock(mutex_);  // libzip reads for one thread at a time
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(zip_.get(), entry.index, 0), zip_fclose);
    if (!file) throw not_unpacked(wrong);
    // One byte more than the entry says finds those that are longer. Taken as it is read, not at
    // once: the size may be wrong.
    std::string bytes;
    std::vector<char> some(std::size_t{1} << 16);
    for (;;) {
      const zip_int64_t got = zip_fread(file.get(), some.data(), some.size());
      if (got < 0) throw Error(wrong).found(zip_error_strerror(zip_file_get_error(file.get())));
      if (got == 0) break;
      bytes.append(some.data(), static_cast<std::size_t>(got));
      if (bytes.size() > entry.bytes) break;
    }
    if (bytes.size() != entry.bytes)
      throw Error(wrong)
          .expected(std::to_string(entry.bytes) + " bytes, as the archive says")
          .found(bytes.size() > entry.bytes ? "more" : std::to_string(bytes.size()));
    return bytes;
  }

  std::unique_ptr<zip_t, void (*)(zip_t*)> zip_;
  std::map<std::string, Entry> entries_;
  mutable std::mutex mutex_;
};

}  // namespace

bool is_zip(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  const FileSource file(path, kReadingZip);
  std::string head(4, '\0');
  if (file.size() >= head.size()) file.read(0, head.data(), head.size());
  std::string ending = path.size() > 4 ? path.substr(path.size() - 4) : "";
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return head == "PK\x03\x04" || ending == ".zip";
}

std::unique_ptr<PictureFiles> open_zip(const std::string& path) {
  // Says what cannot be read in the words of all other files.
  const FileSource file(path, kReadingZip);
  ZipError why;
  zip_source_t* const source = zip_source_file_create(path.c_str(), 0, -1, &why.value);
  if (source == nullptr) throw Error(kReadingZip).at(path).found(zip_error_strerror(&why.value));
  return std::make_unique<ZipPictures>(source, path);
}

std::unique_ptr<PictureFiles> open_zip_bytes(std::string_view bytes, const std::string& name) {
  ZipError why;
  zip_source_t* const source =
      zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &why.value);
  if (source == nullptr) throw Error(kReadingZip).at(name).found(zip_error_strerror(&why.value));
  return std::make_unique<ZipPictures>(source, name);
}

}  // namespace gan
