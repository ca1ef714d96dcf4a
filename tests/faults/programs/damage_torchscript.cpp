// Loads a generator's TorchScript file damaged in many ways:
// damage_torchscript FILE ROUNDS SCRATCH_FILE
// Prints how many were refused and how many gave the same images, where the damage hit nothing that
// counts. Anything else ends the program with the round's number.
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include <ATen/Functions.h>

#include "faults/programs/damage.h"
#include "gan/base/error.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/generator_file.h"

namespace {

at::Tensor images_of(const std::string& path) {
  const gan::GeneratorFile file(path, at::kCPU);
  const std::int64_t size = file.latent_dim();
  return file.generate(at::linspace(-1, 1, 3 * size).view({3, size}));
}

}  // namespace

int main(int, char** words) {
  const std::string whole = gan::read_file(words[1], std::size_t{1} << 30);
  const at::Tensor expected = images_of(words[1]);
  const unsigned rounds = static_cast<unsigned>(std::stoul(words[2]));
  unsigned refused = 0;
  for (unsigned round = 0; round < rounds; ++round) {
    const std::string bytes = gan::test::Damage(round)(whole);
    std::ofstream(words[3], std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    // A crash leaves the number of its round.
    std::fprintf(stderr, "\rround %u", round);
    try {
      if (!images_of(words[3]).equal(expected)) {
        std::fprintf(stderr, ": other images\n");
        return 1;
      }
    } catch (const gan::Error& error) {
      if (std::string(error.what()).find('\n') != std::string::npos) return 1;
      ++refused;
    } catch (const std::exception& error) {
      std::fprintf(stderr, ": %s\n", error.what());
      return 1;
    }
  }
  std::printf("%u refused, %u unharmed\n", refused, rounds - refused);
  return 0;
}
