#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"
#include "gan/storage/safetensors/safetensors.h"
#include "storage/python.h"

namespace gan::test {
namespace {

const std::map<ElementType, const char*> kNames = {{ElementType::u8, "U8"},
                                                   {ElementType::i64, "I64"},
                                                   {ElementType::f32, "F32"},
                                                   {ElementType::f64, "F64"}};

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[c & 15];
  }
  return text;
}

nlohmann::json as_json(const Safetensors& content) {
  nlohmann::json json = {{"metadata", content.metadata}, {"tensors", nlohmann::json::object()}};
  for (const auto& [name, tensor] : content.tensors)
    json["tensors"][name] = {kNames.at(tensor.type), tensor.shape, hex(tensor.bytes)};
  return json;
}

TEST(SafetensorsInPython, BothReadWhatTheOtherWrote) {
  const std::string python = python_with_torch();
  if (python.empty()) GTEST_SKIP() << "GAN_TEST_PYTHON names no Python with torch";

  const std::string bytes = noise(48);  // whose floating-point numbers are arbitrary, too
  const Safetensors content{{{"format", "test"}, {"caf\xc3\xa9", "\"quoted\"\n"}},
                            {{"bytes", {ElementType::u8, {5}, "bytes"}},
                             {"doubles", {ElementType::f64, {2, 3}, bytes}},
                             {"empty", {ElementType::f32, {3, 0}, ""}},
                             {"floats", {ElementType::f32, {3, 4, 1}, bytes}},
                             {"integers", {ElementType::i64, {6}, bytes}},
                             {"scalar/\xc3\xa9", {ElementType::i64, {}, "12345678"}}}};
  const TempFolder folder;
  write_file(folder / "ours.safetensors", encode_safetensors(content));
  write_file(folder / "content.json", as_json(content).dump());
  const PythonResult result =
      run_python(python, GAN_TESTS_DIR "/storage/check_safetensors.py", folder.path());
  if (result.status == 77) GTEST_SKIP() << result.output;
  ASSERT_EQ(result.status, 0) << result.output;

  const std::string theirs = read_safetensors_file(folder / "theirs.safetensors");
  EXPECT_EQ(as_json(parse_safetensors(theirs, "theirs")), as_json(content));
  EXPECT_TRUE(has(error_of([&] { decode_safetensors(theirs, "theirs"); }),
                  {"theirs: expected a SHA-256", "found none", "another program wrote it"}));
}

}  // namespace
}  // namespace gan::test
