#include "gan/training/options.h"

#include <algorithm>

#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/losses/losses.h"

namespace gan {

bool TrainingOptions::has_penalties() const {
  return std::any_of(penalties.begin(), penalties.end(),
                     [](const auto& penalty) { return penalty.second > 0; });
}

std::vector<Field> TrainingOptions::step_fields() {
  return {
      Field("epochs", epochs, "how many epochs to train").at_least(1).at_most(1e9).may_change(),
      Field("iterations_per_epoch", iterations_per_epoch, "random batches in an epoch")
          .at_least(1)
          .at_most(1e9),
      Field("batch_size", batch_size, "images in a batch").at_least(1).at_most(1e6),
      Field("learning_rate", learning_rate, "Adam's step size").above(0).at_most(1),
      Field("adam_beta1", adam_beta1, "decay of Adam's mean of the gradients")
          .at_least(0)
          .below(1)
          .advanced(),
      Field("adam_beta2", adam_beta2, "decay of Adam's mean of the squared gradients")
          .at_least(0)
          .below(1)
          .advanced(),
      Field("adam_epsilon", adam_epsilon, "number added to Adam's denominator, as in Keras")
          .above(0)
          .at_most(1)
          .advanced(),
      Field("shift", shift, "augmentation: random shift of all images by up to N pixels")
          .at_least(0)
          .at_most(64)
          .advanced(),
      Field("generator_average", generator_average,
            "decay of a moving average of the generator's weights, used to draw; 0: none")
          .at_least(0)
          .below(1)
          .advanced(),
      Field("seed", seed, "seed of all random numbers").at_least(0),
  };
}

std::vector<Field> TrainingOptions::loss_fields() {
  std::vector<Field> all = {Field("loss", loss, loss_help()).one_of(loss_names())};
  std::vector<std::string> weights;
  for (const PenaltyText& penalty : penalty_texts()) {
    weights.push_back(flag_of(penalty.name));
    all.push_back(Field(penalty.name, penalties, penalty.help + "; 0: none")
                      .at_least(0)
                      .at_most(1e6)
                      .advanced());
  }
  all.push_back(Field("penalty_every", penalty_every,
                      "add penalties in every Nth discriminator step only, N times as strong")
                    .at_least(1)
                    .at_most(1e6)
                    .only_with(has_penalties(), weights)
                    .advanced());
  all.push_back(Field::choice("discriminator_updates", discriminator_updates,
                              {{"separate", DiscriminatorUpdates::separate},
                               {"joint", DiscriminatorUpdates::joint}},
                              "separate: a step on real images, then one on generated ones; "
                              "joint: one step on both")
                    .advanced());
  all.push_back(Field("discriminator_steps", discriminator_steps,
                      "discriminator updates for each generator update")
                    .at_least(1)
                    .at_most(1000)
                    .advanced());
  all.push_back(
      Field::choice("fake_statistics", fake_statistics,
                    {{"moving", FakeStatistics::moving}, {"batch", FakeStatistics::batch}},
                    "statistics by which the generator's batch normalisation draws the "
                    "images that the discriminator learns from")
          .advanced());
  return all;
}

std::vector<Field> TrainingOptions::speed_fields() {
  return {
      Field::choice(
          "precision", precision,
          {{"float32", Precision::float32}, {"tf32", Precision::tf32}, {"bf16", Precision::bf16}},
          "of the factors in products; bf16 needs AVX512-BF16 or a GPU, tf32 a GPU")
          .advanced(),
      Field::choice("fast", fast, {{"on", true}, {"off", false}},
                    "off: plain LibTorch operations, the slower reference")
          .advanced(),
  };
}

std::vector<Field> TrainingOptions::fields() {
  std::vector<Field> all = step_fields();
  for (const std::vector<Field>& more : {loss_fields(), speed_fields()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

void TrainingOptions::check() {
  check_fields(fields());
  const Error separate = Error::usage("checking the options")
                             .expected("--discriminator-updates joint")
                             .found("separate")
                             .hint("add --discriminator-updates joint");
  if (discriminator_updates == DiscriminatorUpdates::separate) {
    if (is_paired_loss(loss)) throw Error(separate).at("--loss " + loss);
    for (const auto& [name, weight] : penalties)
      if (weight > 0) throw Error(separate).at(flag_of(name));
  }
  if (!fast && precision != Precision::float32)
    throw Error::usage("checking the options")
        .at("--precision")
        .expected("float32 with --fast off")
        .found(precision == Precision::bf16 ? "bf16" : "tf32")
        .hint("leave out one of the two flags");
}

std::vector<Field> ComputeOptions::fields() {
  return {
      Field("device", device, "auto, cpu, cuda or cuda:N").placeholder("NAME").may_change(),
      Field("threads", threads, "CPU threads; 0: one per core")
          .at_least(0)
          .at_most(4096)
          .may_change(),
  };
}

}  // namespace gan
