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
