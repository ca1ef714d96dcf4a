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

std::vector<Field> TrainingOptions::fields() {
  std::vector<Field> all = {
      Field("epochs", epochs, "how many epochs to train").at_least(1).at_most(1e9).may_change(),
      Field("iterations_per_epoch", iterations_per_epoch, "random batches in an epoch")
          .at_least(1)
          .at_most(1e9),
      Field("batch_size", batch_size, "images in a batch").at_least(1).at_most(1e6),
      Field("learning_rate", learning_rate, "Adam's step size").above(0).at_most(1),
      Field("adam_beta1", adam_beta1, "decay of Adam's mean of gradients").at_least(0).below(1),
      Field("adam_beta2", adam_beta2, "decay of Adam's mean of squared gradients")
          .at_least(0)
          .below(1),
      Field("adam_epsilon", adam_epsilon, "keeps Adam from dividing by zero (Keras's placement)")
          .above(0)
          .at_most(1),
      Field("loss", loss, loss_help()).one_of(loss_names()),
  };
  std::vector<std::string> weights;
  for (const PenaltyText& penalty : penalty_texts()) {
    weights.push_back(flag_of(penalty.name));
    all.push_back(
        Field(penalty.name, penalties, penalty.help + "; 0: none").at_least(0).at_most(1e6));
  }
  std::vector<Field> more = {
      Field("penalty_every", penalty_every,
            "add penalties in every Nth step of the discriminator, N times as heavy")
          .at_least(1)
          .at_most(1e6)
          .only_with(has_penalties(), weights),
      Field::choice(
          "discriminator_updates", discriminator_updates,
          {{"separate", DiscriminatorUpdates::separate}, {"joint", DiscriminatorUpdates::joint}},
          "a step on real and one on fake images, or one on both"),
      Field("discriminator_steps", discriminator_steps,
            "updates of the discriminator in an iteration")
          .at_least(1)
          .at_most(1000),
      Field("shift", shift,
            "pixels by which what the discriminator sees is moved at random, at most")
          .at_least(0)
          .at_most(64),
      Field("generator_average", generator_average,
            "share that an iteration keeps of a moving average of the generator, which then draws")
          .at_least(0)
          .below(1),
      Field::choice("fast", fast, {{"on", true}, {"off", false}},
                    "fast iterations; off: by plain LibTorch, the slower reference"),
      Field::choice(
          "precision", precision,
          {{"float32", Precision::float32}, {"tf32", Precision::tf32}, {"bf16", Precision::bf16}},
          "what products take; bf16 needs AVX512-BF16 or a GPU, tf32 a GPU"),
      Field("seed", seed, "decides initial weights and all random draws").at_least(0),
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

void TrainingOptions::check() {
  check_fields(fields());
  const Error separate = Error::usage("checking the options")
                             .expected("--discriminator-updates joint")
                             .found("separate")
                             .hint("give --discriminator-updates joint beside it");
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
      Field("threads", threads, "most threads on the CPU; 0 for one per core")
          .at_least(0)
          .at_most(4096)
          .may_change(),
  };
}

}  // namespace gan
