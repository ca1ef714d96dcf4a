#include "gan/data/formats/content_kind.h"

#include <string>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

using namespace std::string_literals;

TEST(ContentKind, NamesWhatItKnows) {
  EXPECT_EQ(describe_content("\0\0\x08\x03"s + "\0\0\0\x01"s), "an IDX image file");
  EXPECT_EQ(describe_content("\0\0\x08\x01"s), "an IDX label file");
  EXPECT_EQ(describe_content("\0\0\x08\x04"s), "an IDX file of 4 dimensions");
  EXPECT_EQ(describe_content("\x03\x08\0\0"s), "an IDX image file in the wrong byte order");
  EXPECT_EQ(describe_content("\0\0\x0e\x02"s), "an IDX file of doubles");
  EXPECT_EQ(describe_content("\x1f\x8b\x08\0"s), "gzip data");
  EXPECT_EQ(describe_content("\x93NUM"s), "a NumPy array");
  EXPECT_EQ(describe_content("PK\x03\x04"s), "a zip archive");
  EXPECT_EQ(describe_content("\n <?xml"s), "a web page or XML");
  EXPECT_EQ(describe_content("label,1x1,1x2"s), "text");
}

TEST(ContentKind, NamesPictures) {
  EXPECT_EQ(describe_content("\x89PNG\r\n"s), "a PNG picture");
  EXPECT_EQ(describe_content("\xff\xd8\xff\xe0"s), "a JPEG picture");
  EXPECT_EQ(describe_content("RIFF\x24\0\0\0WEBP"s), "a WebP picture");
  EXPECT_EQ(describe_content("GIF89a"s), "a GIF picture");
  EXPECT_EQ(describe_content("BM\x46\0\0\0\0\0\0\0\x36\0"s), "a BMP picture");
  EXPECT_EQ(describe_content("BMW and others"s), "text");
  EXPECT_EQ(describe_content("II*\0\x08\0"s), "a TIFF picture");
  EXPECT_EQ(describe_content("MM\0*\0\0"s), "a TIFF picture");
  EXPECT_EQ(describe_content("\0\0\0\x20"
                             "ftypavif"s),
            "an AVIF picture");
  EXPECT_EQ(describe_content("\0\0\0\x18"
                             "ftypheic"s),
            "a HEIC picture");
  EXPECT_EQ(describe_content("\0\0\0\x18"
                             "ftypmif1"s),
            "a HEIC picture");
  EXPECT_EQ(describe_content("\0\0\0\x18"
                             "ftypisom"s),
            "an MP4 file");
  EXPECT_EQ(describe_content("\xff\x0a\xfa\x1f"s), "a JPEG XL picture");
  EXPECT_EQ(describe_content("\0\0\0\x0cjP  \r\n"s), "a JPEG 2000 picture");
  EXPECT_EQ(describe_content("8BPS\0\1"s), "a Photoshop picture");
  EXPECT_EQ(describe_content("\n<svg width='3'>"s), "an SVG picture");
}

TEST(ContentKind, NamesModels) {
  EXPECT_EQ(describe_content("\x40\0\0\0\0\0\0\0{\"__metadata__\""s), "a safetensors file");
  EXPECT_EQ(describe_content("\0\0\x08\0\0\0\0\0{}"s), "a safetensors file");
  EXPECT_EQ(describe_content("\x08\x0e:9\n\x0c"s), "an ONNX model");
  EXPECT_EQ(describe_content("\x08\x03\x12\x07pytorch"s), "an ONNX model");
  EXPECT_EQ(describe_content("\x08\x01\x12\xb5"s), "a TensorFlow model");
  EXPECT_EQ(describe_content("\x1c\0\0\0TFL3"s), "a TensorFlow Lite model");
  EXPECT_EQ(describe_content("\x89HDF\r\n"s), "an HDF5 file");
  EXPECT_EQ(describe_content("GGUF\3"s), "a GGUF model");
  EXPECT_EQ(describe_content("\x80\x02\x8a\nl\xfc\x9c"
                             "F"s),
            "a PyTorch file of the format before 1.6");
  for (const char protocol : {'\2', '\3', '\4', '\5'})
    EXPECT_EQ(describe_content("\x80"s + protocol + "}q"), "a Python pickle");
}

TEST(ContentKind, NamesWhatFilesArePackedIn) {
  EXPECT_EQ(describe_content("name.pt"s + std::string(250, '\0') + "ustar\0"s), "a tar archive");
  EXPECT_EQ(describe_content("x\x9c\x63"s), "zlib data");
  EXPECT_EQ(describe_content("xylophone"s), "text");
  EXPECT_EQ(describe_content("Rar!\x1a"s), "a RAR archive");
  EXPECT_EQ(describe_content("version https://git-lfs.github.com/spec/v1"s), "a Git LFS pointer");
  EXPECT_EQ(describe_content(std::string(64, '\0')), "nothing but zero bytes");
}

TEST(ContentKind, ShowsTheBytesOfWhatItDoesNotKnow) {
  EXPECT_EQ(describe_content("\xde\xad\xbe\xef\x01"s), "unknown data (0xdeadbeef)");
  EXPECT_EQ(describe_content("\0\0\0\0"s), "unknown data (0x00000000)");
  EXPECT_EQ(describe_content("\0"s), "unknown data (0x00)");
  EXPECT_EQ(describe_content(""), "an empty file");
}

}  // namespace
}  // namespace gan::test
