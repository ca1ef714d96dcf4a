// How the two networks are trained.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan {

// What matrix products take; their sums, the weights and Adam are float32 in any case.
enum class Precision {
  float32,
  tf32,  // float32 of which a GPU's tensor cores read 10 bits of mantissa
  bf16,  // numbers rounded to bfloat16, 7 bits of mantissa
};

// How the discriminator learns from a batch of real images and a batch of fakes.
enum class DiscriminatorUpdates {
  separate,  // a step on the one, then a step on the other, as in the tutorial
  joint,     // one step on both
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
  std::int64_t penalty_every = 1;  // steps of the discriminator; the weight then counts as often
  DiscriminatorUpdates discriminator_updates = DiscriminatorUpdates::separate;
  std::int64_t discriminator_steps = 1;  // an iteration, on other images each

  // The discriminator sees every image, real or made, moved by up to so many pixels
  // (random_shift.h).
  std::int64_t shift = 0;
  // Draws with a moving average of the generator, of which each iteration keeps this share (Yazici
  // et al. 2019, section 3; Karras et al. 2018, section 4.1); 0: with the generator itself.
  double generator_average = 0;

  // Computes iterations the fast way where there is one for the device and the training; off, as
  // iteration.cpp reads. Both compute the same, but not with the same random numbers.
  bool fast = true;
  Precision precision = Precision::float32;  // the others are for the fast way alone

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
