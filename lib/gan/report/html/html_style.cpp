#include "gan/report/html/html_style.h"

#include "gan/report/charts/chart_frame.h"

namespace gan {
namespace {

constexpr const char* page_style = R"(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f8fa; --edge: #d8dee4;
  --ink: #1f2328; --soft: #57606a; --accent: #0b69d0; --warm: #9a3d00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --card: #161b22; --edge: #30363d;
    --ink: #e6edf3; --soft: #9da7b3; --accent: #58a6ff; --warm: #ffb77a;
  }
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth }
body {
  margin: 0 auto; padding: 24px 16px 48px; max-width: 1120px;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: break-word;
}
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px }
h2 { font-size: 20px; margin: 0 0 8px }
h3 { font-size: 15px; margin: 0 }
p { margin: 0 0 12px; max-width: 72ch }
section { border-top: 1px solid var(--edge); margin-top: 32px; padding-top: 20px; scroll-margin: 8px }
.soft, figcaption { color: var(--soft); font-size: 14px }
.run { overflow-wrap: anywhere }
.note { border-left: 3px solid var(--warm); padding-left: 10px }
code, .code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 13px }
code { overflow-wrap: anywhere }
a { color: var(--accent) }
nav ul { list-style: none; margin: 16px 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 16px }
nav a { display: inline-block; padding: 6px 0; text-decoration: none }
nav a:hover { text-decoration: underline }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px }
.tiles {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(134px, 1fr)); gap: 12px;
  margin: 20px 0 0
}
.tiles div { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: 10px 12px }
.tiles dt { color: var(--soft); font-size: 13px }
.tiles dd { margin: 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums }
.tiles dd.soft { font-size: 13px; font-weight: 400 }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 24px }
figure { margin: 0; break-inside: avoid; min-width: 0 }
figure img, #frames img {
  display: block; max-width: 100%; height: auto; border-radius: 6px; image-rendering: pixelated;
  background: #303030
}
#frames img[hidden] { display: none }
.wide img { width: 100%; max-width: 900px }
.chart { display: block; width: 100%; max-width: 560px; height: auto; margin-top: 4px }
figcaption { margin-top: 6px }
.slider { display: flex; align-items: center; gap: 12px; margin: 0 0 12px; max-width: 720px }
.slider[hidden] { display: none }
.slider label { min-width: 11ch; font-variant-numeric: tabular-nums }
.slider input { flex: 1; min-width: 80px; height: 32px; accent-color: var(--accent) }
button {
  font: inherit; font-size: 15px; min-width: 72px; padding: 6px 12px; color: var(--ink);
  background: var(--card); border: 1px solid var(--edge); border-radius: 8px; cursor: pointer
}
.scroll { overflow-x: auto; margin-top: 20px }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--soft); padding-bottom: 6px }
th, td { text-align: left; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--edge); vertical-align: top }
thead th { color: var(--soft); font-weight: 500; white-space: nowrap }
tbody th { font-weight: 500 }
td { overflow-wrap: anywhere; min-width: 13ch }
tbody th { white-space: nowrap }
.numbers td { white-space: nowrap; min-width: 0 }
details { margin-top: 16px }
summary { cursor: pointer; padding: 4px 0; color: var(--accent) }
footer { margin-top: 40px }
@media (max-width: 480px) { h1 { font-size: 24px } .tiles { grid-template-columns: 1fr 1fr } }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt }
  nav, .slider { display: none }
  section { break-inside: avoid-page }
  .tiles { grid-template-columns: repeat(4, 1fr) }
  .columns { grid-template-columns: 1fr 1fr }
  .scroll { overflow: visible }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
)";

constexpr const char* script = R"(
(function () {
  var slider = document.getElementById("epoch");
  if (!slider) return;
  var label = document.getElementById("epoch-label");
  var button = document.getElementById("play");
  var images = Array.from(document.querySelectorAll("#frames img"));
  var timer = 0;
  function show() {
    images.forEach(function (image, i) { image.hidden = i !== Number(slider.value); });
    var words = "epoch " + images[slider.value].dataset.epoch;
    label.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    button.textContent = "Play";
  }
  function step() {
    slider.value = Number(slider.value) + 1;
    show();
    if (slider.value === slider.max) stop();
  }
  button.addEventListener("click", function () {
    if (timer) return stop();
    if (slider.value === slider.max) slider.value = 0;
    show();
    button.textContent = "Pause";
    timer = setInterval(step, 300);
  });
  slider.addEventListener("input", function () {
    if (timer) stop();
    show();
  });
  slider.value = slider.max;
  slider.parentNode.hidden = false;
  show();
})();
)";

}  // namespace

std::string html_style() {
  return page_style + chart_style();
}

std::string html_script() {
  return script;
}

}  // namespace gan
