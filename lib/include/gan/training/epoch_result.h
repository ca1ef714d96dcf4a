// The results of one epoch of training.
#pragma once

#include <cstdint>
#include <string>

namespace gan {

// Cross-entropies are in nats, other losses in their own unit. The discriminator's loss of an
// iteration is the mean of its loss on real images and its loss on fakes, as in the tutorial. A
// paired loss has no such parts: all three are the whole.
struct EpochResult {
  std::int64_t epoch = 0;              // counted from 1
  double discriminator_loss = 0;       // mean over the epoch's iterations
  double discriminator_loss_real = 0;  // the part on real images, mean over the epoch
  double discriminator_loss_fake = 0;  // the part on fakes, mean over the epoch
  double generator_loss = 0;           // mean over the epoch's iterations
  double last_discriminator_loss = 0;  // of the epoch's last iteration
  double last_generator_loss = 0;      // of the epoch's last iteration
  double penalty = 0;                  // the discriminator's, weighted; mean over the epoch
  double real_logit = 0;               // the discriminator's mean logit of real images
  double fake_logit = 0;               // and of fakes
  double seconds = 0;                  // wall time of the epoch's iterations (since a resume)
  double images_per_second = 0;        // real images drawn, per second of wall time
  std::string warning;                 // a sign of collapse and what to try; empty: none
};

}  // namespace gan
