// One step of Adam for one number.
#pragma once

#include <cmath>

#include "gan/math/host_device.h"

namespace gan {

// Adam's factors in one step. 1 - beta is computed in float64 and rounded once: in float32, 1 -
// 0.999F has a relative error of 1.3e-5.
struct AdamStep {
  float mean_rate = 0;    // 1 - beta1
  float square_rate = 0;  // 1 - beta2
  float size = 0;         // learning rate * sqrt(1 - beta2^step) / (1 - beta1^step)
  float epsilon = 0;      // Keras's: added to the root of the mean square (see KerasAdam)
};

// `step` counts from 1.
GAN_HOST_DEVICE AdamStep adam_step(double learning_rate, double beta1, double beta2, double epsilon,
                                   double step) {
  const double left1 = -expm1(step * log(beta1));  // 1 - beta1^step
  const double left2 = -expm1(step * log(beta2));
  AdamStep result;
  result.mean_rate = static_cast<float>(1 - beta1);
  result.square_rate = static_cast<float>(1 - beta2);
  result.size = static_cast<float>(learning_rate * sqrt(left2) / left1);
  result.epsilon = static_cast<float>(epsilon);
  return result;
}

GAN_HOST_DEVICE void adam_update(float& weight, float& mean, float& square, float gradient,
                                 const AdamStep& step) {
  mean += (gradient - mean) * step.mean_rate;
  square += (gradient * gradient - square) * step.square_rate;
  weight -= step.size * mean / (sqrtf(square) + step.epsilon);
}

}  // namespace gan
