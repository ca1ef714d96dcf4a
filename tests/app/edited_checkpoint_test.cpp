// Checkpoints that somebody edited: their digest is right, their content is not.
#include <filesystem>
#include <functional>

#include <gtest/gtest.h>

#include "app/resume.h"
#include "gan/storage/checkpoint_folder.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan::test {
namespace {

struct Edit {
  const char* name;
  std::function<void(Safetensors&)> apply;
  Words told;
};

class EditedCheckpoint : public Resume, public testing::WithParamInterface<Edit> {};

TEST_P(EditedCheckpoint, IsNamedInOneLineAndKept) {
  ASSERT_EQ(start(out).exit_code, 0);
  const std::string path = CheckpointFolder(out).path({4, 0});
  const std::string whole = read_file(path);
  Safetensors content = decode_safetensors(whole, path);
  GetParam().apply(content);
  write_file(path, encode_safetensors(content));
  const Outcome outcome = resume({"--epochs=5"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {path + ":"}));
  EXPECT_TRUE(has(outcome.errors, GetParam().told));
  EXPECT_TRUE(std::filesystem::exists(path));
}

Edit without(const char* test, const char* name) {
  return {test, [=](Safetensors& content) { content.tensors.erase(name); }, {name}};
}

Edit of_another_shape(const char* test, const char* name) {
  return {test,
          [=](Safetensors& content) {
            content.tensors.at(name).shape.insert(content.tensors.at(name).shape.begin(), 1);
          },
          {name}};
}

Edit with_option(const char* test, const std::string& option, const std::string& other,
                 const Words& told) {
  return {test,
          [=](Safetensors& content) {
            std::string& options = content.metadata.at("options");
            ASSERT_NE(options.find(option), options.npos) << options;
            options.replace(options.find(option), option.size(), other);
          },
          told};
}

const Edit kEdits[] = {
    without("NoWeight", "generator.dense1.weight"),
    without("NoMean", "adam.mean.discriminator.dense1.bias"),
    without("NoSteps", "adam.steps.generator"),
    without("NoRandomState", "random.cpu"),
    of_another_shape("WeightOfAnotherShape", "discriminator.dense1.weight"),
    of_another_shape("StepsOfAnotherShape", "adam.steps.discriminator"),
    {"RandomStateOfZeros",
     [](Safetensors& content) {
       static const std::string zeros(content.tensors.at("random.cpu").bytes.size(), '\0');
       content.tensors.at("random.cpu").bytes = zeros;
     },
     {"random.cpu"}},
    {"NoLatents",
     [](Safetensors& content) { content.tensors.erase("samples.latents"); },
     {"latents"}},
    without("NoRows", "samples.contact_sheet.rows"),
    {"RowsOfAnotherSize",
     [](Safetensors& content) {
       std::vector<std::int64_t>& shape = content.tensors.at("samples.contact_sheet.rows").shape;
       std::swap(shape[1], shape[2]);
     },
     {"contact sheet", "6 by 6"}},
    {"AnotherVersion",
     [](Safetensors& content) { content.metadata.at("version") = "2"; },
     {"version 1", "version 2"}},
    with_option("OptionOutOfRange", "\"epochs\": 4", "\"epochs\": 0", {"epochs", "found 0"}),
    with_option("OptionOfAnotherType", "\"epochs\": 4", "\"epochs\": {}", {"epochs"}),
    with_option("UnknownOption", "\"epochs\": 4", "\"epoch\": 4", {"\"epoch\"", "epochs?"}),
    with_option("OptionsThatContradict", "\"cross-entropy\"", "\"relativistic\"",
                {"--discriminator-updates"}),
};

INSTANTIATE_TEST_SUITE_P(Edits, EditedCheckpoint, testing::ValuesIn(kEdits),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace gan::test
