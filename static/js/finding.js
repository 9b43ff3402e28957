// The form of a finding: asks for people only where they are counted, and takes the
// position by itself where the phone has allowed it before.

const COUNTED = ["talk", "school_guard", "help"];

function people(form) {
  const box = form.querySelector("[data-finding-people]");
  const show = () => {
    box.hidden = !COUNTED.includes(form.elements.kind.value);
  };
  form.addEventListener("change", show);
  show();
}

async function locate(form) {
  const button = form.querySelector("[data-position]");
  if (!button || form.elements.latitude.value || !navigator.permissions) return;
  const { state } = await navigator.permissions.query({ name: "geolocation" });
  if (state === "granted") button.click();
}

export function wakeFinding(form) {
  people(form);
  locate(form);
}

// Without signal nothing can be sent: the page that waits for it takes over.
function mind(form) {
  const place = form.dataset.withoutSignal;
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const told = form.querySelector("[data-no-signal]");
    try {
      const { takeAlong } = await import("./offline/finding_draft.js");
      if (await takeAlong(form)) location.assign(place);
      else told.hidden = false;
    } catch {
      told.hidden = false; // neither kept nor sent: the page stays as it is
    }
  }, { capture: true });
}

document.querySelectorAll("[data-finding]").forEach((form) => {
  wakeFinding(form);
  if (form.dataset.withoutSignal && "serviceWorker" in navigator) mind(form);
});
