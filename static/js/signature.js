// A field to sign in. The picture goes into the hidden input; without this file a photo of the paper does.

import SignaturePad from "../vendor/signature_pad.js";

const MOST_WIDTH = 900; // pixels of the kept picture: enough to read, small on a slow line

function wake(box) {
  if (box.dataset.signReady) return;
  box.dataset.signReady = "yes";
  const kept = box.querySelector("input[type='hidden']");
  const canvas = box.querySelector("canvas");
  box.querySelector(".fq-sign-pad").hidden = false;
  box.querySelector(".fq-sign-file").hidden = true;
  box.querySelector("input[type='file']").disabled = true;
  const pad = new SignaturePad(canvas, { penColor: "#14171c", backgroundColor: "#ffffff", minWidth: 0.8, maxWidth: 2.6 });

  function fit() {
    if (!canvas.offsetWidth) return;
    const ratio = Math.min(Math.max(window.devicePixelRatio || 1, 1), MOST_WIDTH / canvas.offsetWidth);
    const strokes = pad.toData();
    canvas.width = Math.round(canvas.offsetWidth * ratio);
    canvas.height = Math.round(canvas.offsetHeight * ratio);
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    if (strokes.length) pad.fromData(strokes);
    else if (kept.value) pad.fromDataURL(kept.value, { ratio, width: canvas.offsetWidth, height: canvas.offsetHeight });
  }
  let width = 0;
  new ResizeObserver(() => {
    if (canvas.offsetWidth === width) return; // a phone's bars coming and going change the height alone
    width = canvas.offsetWidth;
    fit();
  }).observe(canvas);

  const changed = () => kept.dispatchEvent(new Event("input", { bubbles: true }));
  pad.addEventListener("endStroke", () => {
    kept.value = pad.toDataURL("image/png");
    changed();
  });
  box.querySelector("[data-sign-clear]").addEventListener("click", () => {
    pad.clear();
    kept.value = "";
    changed();
  });
  box.closest("form")?.addEventListener("reset", () => pad.clear());
}

export const wakeAll = (root = document) => root.querySelectorAll("[data-sign]").forEach(wake);

wakeAll();
document.addEventListener("htmx:load", (event) => wakeAll(event.detail.elt.parentElement ?? document));
