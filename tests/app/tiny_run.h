// The words of a training that takes a moment.
#pragma once

#include <string>
#include <vector>

#include "app/program.h"
#include "files.h"

namespace gan::test {

using Words = std::vector<std::string>;

// Small networks and short epochs, so that a run takes a moment.
inline Words tiny_run(const std::string& out, const Words& more = {}) {
  Words words = {"train",
                 "--dataset=synthetic",
                 "--out=" + out,
                 "--device=cpu",
                 "--threads=2",
                 "--epochs=4",
                 "--iterations-per-epoch=3",
                 "--batch-size=16",
                 "--latent-dim=8",
                 "--generator-hidden=16,32",
                 "--discriminator-hidden=32,16",
                 "--log-every=2",
                 "--save-every=2"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace gan::test
