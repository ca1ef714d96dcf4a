#include "gan/base/text.h"
#include "gan/report/charts/markup_text.h"
#include "gan/report/html/html_elements.h"
#include "gan/report/html/html_parts.h"
#include "gan/report/logs/evaluated_epochs.h"

namespace gan {
namespace {

std::string slider(const ReportContent& content) {
  const std::string last = std::to_string(content.samples.size() - 1);
  const std::string epoch = "epoch " + std::to_string(content.samples.back().epoch);
  return "<div class=\"slider\" hidden=\"\">\n<label for=\"epoch\" id=\"epoch-label\">" + epoch +
         "</label>\n<input type=\"range\" id=\"epoch\" min=\"0\" max=\"" + last + "\" step=\"1\" " +
         "value=\"" + last + "\"/>\n<button type=\"button\" id=\"play\">Play</button>\n</div>\n";
}

std::string frames(const ReportContent& content) {
  std::string markup = "<div id=\"frames\">\n";
  for (const ReportSample& sample : content.samples) {
    const std::string epoch = std::to_string(sample.epoch);
    const bool last = &sample == &content.samples.back();
    const std::string attributes = " data-epoch=\"" + epoch + (last ? "\"" : "\" hidden=\"\"");
    markup += html_image(sample.png, "Samples of epoch " + epoch, attributes) + "\n";
  }
  return markup + "</div>\n";
}

std::string animation(const ReportContent& content) {
  std::string moving =
      html_image(content.animation, "The same samples, epoch after epoch, as an animation");
  if (content.samples.empty()) return moving;
  return "<picture><source media=\"(prefers-reduced-motion: reduce)\" srcset=\"" +
         data_uri("image/png", content.samples.back().png) + "\"/>" + moving + "</picture>";
}

std::string rows_text(const ReportContent& content) {
  if (content.row_classes.empty()) return "";
  return " A row for each class: " + joined(content.row_classes, ", ") + ".";
}

std::string neighbour_numbers(const ReportContent& content) {
  const EvaluatedEpochs evaluated(content.epochs);
  if (evaluated.empty()) return "";
  const Evaluation& last = *evaluated.last().evaluation;
  return html_paragraph("", "Of " + count_text(last.neighbour_samples) + " samples of epoch " +
                                count_text(evaluated.last().result.epoch) +
                                ", the mean distance to the nearest training image is " +
                                measure_text(last.nearest_distance.value) +
                                " and the smallest is " + measure_text(last.nearest_smallest) +
                                "; 0 is a copy. Distances are Euclidean, over pixels from 0 to 1.");
}

}  // namespace

std::string html_samples(const ReportContent& content) {
  if (content.samples.empty())
    return html_missing(
        "No samples yet: <code>gan train</code> writes them every <code>--save-every</code> epochs "
        "and at its end.");
  const std::string words =
      html_paragraph("soft", "Images generated from the same latents, from epoch " +
                                 std::to_string(content.samples.front().epoch) + " to " +
                                 std::to_string(content.samples.back().epoch) + "." +
                                 markup_text(rows_text(content)));
  return words + (content.samples.size() > 1 ? slider(content) : "") + frames(content);
}

std::string html_grid(const ReportContent& content) {
  const std::string later = " <code>gan train</code> writes it at its end.";
  std::string markup = "<div class=\"columns\">\n";
  markup += content.grid.empty()
                ? html_missing("No grid of samples yet:" + later)
                : html_figure("The end of the run",
                              html_image(content.grid, "A grid of samples at the end of the run"),
                              "Random samples, not selected." + rows_text(content));
  markup += content.animation.empty() ? html_missing("No animation yet:" + later)
                                      : html_figure("The run as an animation", animation(content),
                                                    "The number above the images is the epoch.");
  return markup + "</div>\n";
}

std::string html_neighbours(const ReportContent& content) {
  const std::string numbers = neighbour_numbers(content);
  if (content.neighbours.empty())
    return numbers + html_missing(
                         "No picture of nearest training images yet: <code>gan train</code> writes "
                         "it at its end.");
  return numbers +
         html_figure("",
                     html_image(content.neighbours,
                                "A row of samples above the training images nearest to them"),
                     "Above: samples. Below: the training image nearest to each.", "wide");
}

std::string html_interpolation(const ReportContent& content) {
  if (content.interpolation.empty())
    return html_missing(
        "No interpolation yet: <code>gan train</code> writes it at its end, and <code>gan generate "
        "--checkpoint RUN/gan_gen.pt --interpolate 10 --count 8 --out "
        "RUN/samples/interpolation.png</code> at any time.");
  return html_figure("",
                     html_image(content.interpolation,
                                "Rows of samples that change step by step from left to right"),
                     "Each row goes from one random latent to another in equal steps. Smooth "
                     "changes suggest that the generator has not memorised training images.",
                     "wide");
}

}  // namespace gan
