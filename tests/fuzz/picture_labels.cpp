// dataset.json and metadata.jsonl, which give pictures their labels.
#include <string>

#include "gan/data/pictures/label_file.h"
#include "outcome.h"
#include "target.h"

namespace {

class TwoPictures : public gan::PictureFiles {
 public:
  TwoPictures() : PictureFiles("folder") {
    add({"a.png", 1, "1"});
    add({"b/c.png", 1, "1"});
    sort();
  }
  std::string read(std::size_t) const override { return ""; }
  std::optional<std::string> read_text(const std::string&) const override { return {}; }
};

void check(const gan::PictureLabels& found) {
  gan::fuzz::require(found.labels.empty() == found.classes.empty(),
                     "classes where there are labels");
  gan::fuzz::require(found.labels.empty() || found.labels.size() == 2, "a label for each picture");
  for (const std::int64_t label : found.labels)
    gan::fuzz::require(label >= 0 && label < static_cast<std::int64_t>(found.classes.size()),
                       "labels of the classes");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const TwoPictures files;
  gan::fuzz::succeeds([&] { check(gan::parse_dataset_json(text, "file", files)); });
  gan::fuzz::succeeds([&] { check(gan::parse_metadata_jsonl(text, "file", files)); });
  return 0;
}
