// A run to report, with numbers that are easy to find again.
#pragma once

#include <cstdint>
#include <string>

#include "gan/report/html/html_report.h"
#include "gan/report/pictures/png.h"

namespace gan::test {

// frechet: the distance; its interval goes from 1 below to 2 above.
inline Evaluation example_evaluation(double frechet) {
  Evaluation evaluation;
  evaluation.features_hash = "0123456789abcdef0123";
  evaluation.samples_name = "epoch";
  evaluation.reference_name = "MNIST training";
  evaluation.samples = 10000;
  evaluation.reference_images = 60000;
  evaluation.frechet_distance = {frechet, {frechet - 1, frechet + 2}};
  evaluation.kernel_distance = {0.0123, {0.0111, 0.0135}};
  evaluation.classifier_score = {9.12, {9.1, 9.14}};
  evaluation.precision = {0.811, {0.8, 0.82}};
  evaluation.recall = {0.622, {0.61, 0.63}};
  evaluation.density = {1.033, {1.02, 1.05}};
  evaluation.coverage = {0.744, {0.73, 0.75}};
  evaluation.class_shares = {0.25, 0.75};
  evaluation.real_class_shares = {0.5, 0.5};
  evaluation.class_distance = {0.25, {0.24, 0.26}};
  evaluation.modes = 2;
  evaluation.low_confidence = {0.055, {0.05, 0.06}};
  evaluation.neighbour_samples = 1000;
  evaluation.nearest_distance = {5.67, {5.6, 5.7}};
  evaluation.nearest_smallest = 2.34;
  return evaluation;
}

// Real images at a distance of 1.15, noise at 839.
inline ClassifierRows example_rows() {
  return {example_evaluation(0).features_hash, 0.9914, example_evaluation(1.15),
          example_evaluation(839)};
}

inline EpochRecord example_epoch(std::int64_t number) {
  EpochRecord record;
  record.result.epoch = number;
  record.result.discriminator_loss = 0.5 + 0.1 / static_cast<double>(number);
  record.result.generator_loss = 1.1;
  record.result.seconds = 10;
  record.result.images_per_second = 6000;
  return record;
}

// Twelve epochs, of which every fourth was measured (30, 10, 20), and every picture.
inline ReportContent example_run() {
  ReportContent content;
  content.run = "runs/one";
  content.data = "MNIST";
  content.logged = "2026-01-31 12:00 UTC";
  content.planned_epochs = 12;
  for (std::int64_t i = 1; i <= 12; ++i) content.epochs.push_back(example_epoch(i));
  content.epochs[3].evaluation = example_evaluation(30);
  content.epochs[7].evaluation = example_evaluation(10);
  content.epochs[11].evaluation = example_evaluation(20);
  for (const std::int64_t epoch : {4, 8, 12})
    content.samples.push_back({epoch, encode_png(Image(20, 4, static_cast<std::uint8_t>(epoch)))});
  content.grid = encode_png(Image(50, 51, 100));
  content.animation = encode_png(Image(52, 53, 101));
  content.neighbours = encode_png(Image(54, 55, 102));
  content.interpolation = encode_png(Image(56, 57, 103));
  content.options = {{"--epochs", "12", "100", "how many epochs to train"},
                     {"--batch-size", "200", "200", "images in a batch"}};
  content.facts = {{"Device", "cpu"}, {"Threads", "2"}, {"Data sha256", "ba89"}};
  return content;
}

}  // namespace gan::test
