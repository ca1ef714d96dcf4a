// Reads a checkpoint damaged in many ways: damage_checkpoint FILE ROUNDS SCRATCH_FILE
// Prints how many of them were refused; a round whose damage was not seen, or that ends in anything
// else than an Error, ends the program with its number.
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include "faults/programs/damage.h"
#include "gan/base/error.h"
#include "gan/storage/safetensors/safetensors.h"

namespace {

std::size_t read_and_check(const std::string& path) {
  const std::string bytes = gan::read_safetensors_file(path);
  return gan::decode_safetensors(bytes, path).tensors.size();
}

bool refused(const std::string& path) {
  try {
    read_and_check(path);
    return false;
  } catch (const gan::Error& error) {
    const std::string text = error.what();
    return text.find('\n') == std::string::npos && text.size() < 1000;
  }
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

int main(int, char** words) {
  const std::string whole = gan::read_safetensors_file(words[1]);
  if (read_and_check(words[1]) == 0) return 2;
  const unsigned rounds = static_cast<unsigned>(std::stoul(words[2]));
  for (unsigned round = 0; round < rounds; ++round) {
    try {
      write(words[3], gan::test::Damage(round)(whole));
      if (refused(words[3])) continue;
      std::fprintf(stderr, "round %u: taken\n", round);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "round %u: %s\n", round, error.what());
    }
    return 1;
  }
  std::printf("%u refused\n", rounds);
  return 0;
}
