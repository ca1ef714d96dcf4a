#include "gan/evaluation/evaluation_json.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"

namespace gan {
namespace {

using Json = nlohmann::ordered_json;

// Names in files of older versions.
constexpr std::pair<const char*, const char*> kFormerNames[] = {{"classifier", "judge"},
                                                                {"low_confidence", "unsure"}};

// The name of the hash: that of a user's network is told apart.
constexpr const char *kClassifierKey = "classifier", *kNetworkKey = "features";

// One list for writing and reading: calls `visitor` with each name and field.
template <typename SomeEvaluation, typename Visitor>
void visit(SomeEvaluation& evaluation, const Visitor& visitor) {
  const auto of_classes = [&](const char* name, auto& field) {
    if (visitor.with_classes) visitor(name, field);
  };
  visitor("frechet_distance", evaluation.frechet_distance);
  visitor("kernel_distance", evaluation.kernel_distance);
  visitor("kernel_standard_error", evaluation.kernel_standard_error);
  visitor("kernel_subsets", evaluation.kernel_subsets);
  visitor("kernel_subset_size", evaluation.kernel_subset_size);
  of_classes("classifier_score", evaluation.classifier_score);
  visitor("manifold_images", evaluation.manifold_images);
  visitor("precision", evaluation.precision);
  visitor("recall", evaluation.recall);
  visitor("density", evaluation.density);
  visitor("coverage", evaluation.coverage);
  of_classes("class_shares", evaluation.class_shares);
  of_classes("real_class_shares", evaluation.real_class_shares);
  of_classes("class_distance", evaluation.class_distance);
  of_classes("modes", evaluation.modes);
  of_classes("low_confidence", evaluation.low_confidence);
  of_classes("class_accuracy", evaluation.class_accuracy);
  visitor("neighbour_samples", evaluation.neighbour_samples);
  visitor("nearest_distance", evaluation.nearest_distance);
  visitor("nearest_smallest", evaluation.nearest_smallest);
}

struct Writer {
  Json& json;
  bool with_classes;

  void operator()(const char* name, const Measure& measure) const {
    json[name] = {
        {"value", measure.value}, {"low", measure.interval.low}, {"high", measure.interval.high}};
  }
  void operator()(const char* name, const std::optional<Measure>& measure) const {
    if (measure) (*this)(name, *measure);
  }
  template <typename Value>
  void operator()(const char* name, const Value& value) const {
    json[name] = value;
  }
};

struct Reader {
  const Json& json;
  const std::string& where;
  std::string inside;  // "frechet_distance."
  bool with_classes = true;

  Error wrong(const std::string& name, const std::string& kind = "") const {
    return Error("reading an evaluation").at(where).expected("\"" + inside + name + "\"" + kind);
  }
  const Json& at(const std::string& name) const {
    if (!json.is_object()) throw wrong(name);
    if (json.contains(name)) return json[name];
    for (const auto& [present, former] : kFormerNames)
      if (name == present && json.contains(former)) return json[former];
    throw wrong(name);
  }
  void operator()(const char* name, std::string& text) const {
    if (!at(name).is_string()) throw wrong(name, " as text");
    text = at(name).get<std::string>();
  }
  void operator()(const char* name, double& number) const {
    if (!at(name).is_number()) throw wrong(name, " as a number");
    number = at(name).get<double>();
  }
  void operator()(const char* name, std::int64_t& count) const {
    if (!at(name).is_number_integer() || at(name) < 0) throw wrong(name, " as a count");
    count = at(name).get<std::int64_t>();
  }
  void operator()(const char* name, std::vector<double>& shares) const {
    const Json& list = at(name);
    if (!list.is_array() ||
        !std::all_of(list.begin(), list.end(), [](const Json& each) { return each.is_number(); }))
      throw wrong(name, " as a list of numbers");
    shares = list.get<std::vector<double>>();
  }
  void operator()(const char* name, std::optional<Measure>& measure) const {
    if (json.contains(name)) (*this)(name, measure.emplace());
  }
  void operator()(const char* name, Measure& measure) const {
    const Reader fields{at(name), where, inside + name + "."};
    fields("value", measure.value);
    fields("low", measure.interval.low);
    fields("high", measure.interval.high);
  }
};

}  // namespace

Json to_json(const Evaluation& evaluation) {
  Json json;
  json[evaluation.has_classes() ? kClassifierKey : kNetworkKey] = evaluation.features_hash;
  json["samples"] = {{"name", evaluation.samples_name}, {"count", evaluation.samples}};
  json["reference"] = {{"name", evaluation.reference_name}, {"count", evaluation.reference_images}};
  visit(evaluation, Writer{json, evaluation.has_classes()});
  return json;
}

Evaluation evaluation_from_json(const Json& json, const std::string& where) {
  Evaluation evaluation;
  const Reader all{json, where, "", !json.contains(kNetworkKey)};
  all(all.with_classes ? kClassifierKey : kNetworkKey, evaluation.features_hash);
  const Reader samples{all.at("samples"), where, "samples."};
  const Reader reference{all.at("reference"), where, "reference."};
  samples("name", evaluation.samples_name);
  samples("count", evaluation.samples);
  reference("name", evaluation.reference_name);
  reference("count", evaluation.reference_images);
  visit(evaluation, all);
  return evaluation;
}

Json to_json(const ClassifierRows& rows) {
  Json json;
  if (rows.uniform_noise.has_classes()) {
    json[kClassifierKey] = {{"hash", rows.features_hash}, {"test_accuracy", nullptr}};
    if (rows.test_accuracy) json[kClassifierKey]["test_accuracy"] = *rows.test_accuracy;
  } else {
    json[kNetworkKey] = {{"hash", rows.features_hash}};
  }
  json["real_images"] = rows.real_images ? to_json(*rows.real_images) : Json();
  json["uniform_noise"] = to_json(rows.uniform_noise);
  return json;
}

ClassifierRows classifier_rows_from_json(const Json& json, const std::string& where) {
  ClassifierRows rows;
  const Reader all{json, where, ""};
  if (json.contains(kNetworkKey)) {
    Reader{all.at(kNetworkKey), where, "features."}("hash", rows.features_hash);
  } else {
    const Reader classifier{all.at(kClassifierKey), where, "classifier."};
    classifier("hash", rows.features_hash);
    if (!classifier.at("test_accuracy").is_null())
      classifier("test_accuracy", rows.test_accuracy.emplace());
  }
  if (!all.at("real_images").is_null())
    rows.real_images = evaluation_from_json(all.at("real_images"), where);
  rows.uniform_noise = evaluation_from_json(all.at("uniform_noise"), where);
  return rows;
}

}  // namespace gan
