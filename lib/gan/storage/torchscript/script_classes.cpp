#include "gan/storage/torchscript/script_classes.h"

#include <cstdint>

#include "gan/data/class_names.h"

namespace gan {

std::vector<std::string> script_classes(const torch::jit::Module& module) {
  const c10::IValue list = module.attr("classes", c10::IValue());
  if (list.isList()) {
    std::vector<std::string> names;
    for (const c10::IValue& name : list.toListRef())
      if (name.isString()) names.push_back(name.toStringRef());
    return names;
  }
  for (const char* name : {"num_classes", "n_classes", "c_dim"}) {
    const c10::IValue count = module.attr(name, c10::IValue());
    if (count.isInt() && count.toInt() > 0 && count.toInt() <= kMostClasses)
      return numbered_classes(count.toInt());
  }
  return {};
}

}  // namespace gan
