// How the two networks are trained.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan {

// The precision of matrix products. Their sums, the weights and Adam are always in float32.
enum class Precision {
  float32,
  tf32,  // a GPU's tensor cores read 10 bits of float32's mantissa
  bf16,  // numbers rounded to bfloat16, 7 bits of mantissa
};

// How the discriminator learns from a batch of real images and a batch of fakes.
enum class DiscriminatorUpdates {
  separate,  // a step on real images, then a step on fakes, as in the tutorial
  joint,     // one step on both
};

// By which statistics the generator's batch normalisation draws the fakes that the discriminator
// learns from. The generator itself always learns by those of its batch. Where the two differ, the
// discriminator tells fakes by a difference that the generator never sees.
enum class FakeStatistics {
  moving,  // as Keras's predict, and so the tutorial
  batch,   // as the generator's own step, and so Radford et al. (2016)
};

// The defaults are the tutorial's; an epoch is `iterations_per_epoch` random batches, not a pass
// over the data.
struct TrainingOptions {
  std::int64_t epochs = 100;
  std::int64_t iterations_per_epoch = 300;
  std::int64_t batch_size = 200;

  // Adam's, for both networks alike (Kingma and Ba 2015, algorithm 1), with Keras's epsilon.
  double learning_rate = 1e-3;
  double adam_beta1 = 0.9;
  double adam_beta2 = 0.999;
  double adam_epsilon = 1e-7;

  std::string loss = "cross-entropy";       // one of losses()
  std::map<std::string, double> penalties;  // weights of penalties() by name; 0 or missing: none
  std::int64_t penalty_every = 1;           // in every Nth discriminator step, N times as strong
  DiscriminatorUpdates discriminator_updates = DiscriminatorUpdates::separate;
  std::int64_t discriminator_steps = 1;  // per iteration, each on other images
  FakeStatistics fake_statistics = FakeStatistics::moving;

  // Augmentation: the discriminator sees every image, real or fake, shifted by up to this many
  // pixels (random_shift.h).
  std::int64_t shift = 0;
  // Decay per iteration of a moving average of the generator, which draws in its place (Yazici et
  // al. 2019, section 3; Karras et al. 2018, section 4.1); 0: none.
  double generator_average = 0;

  // Uses a fast engine where one supports the device and the training; false: iteration.cpp. Both
  // compute the same, but with different random numbers.
  bool fast = true;
  Precision precision = Precision::float32;  // the others need a fast engine

  // Decides the initial weights and every random draw.
  std::int64_t seed = 0;

  bool has_penalties() const;

  std::vector<Field> step_fields(), loss_fields(), speed_fields();
  std::vector<Field> fields();  // all of these
  // Throws Error (usage) where a field is out of its range or two contradict each other.
  void check();
};

// Where training runs.
struct ComputeOptions {
  std::string device = "auto";  // auto, cpu, cuda or cuda:N
  std::int64_t threads = 0;     // at most; 0: one per core that the process may use

  std::vector<Field> fields();
};

}  // namespace gan
