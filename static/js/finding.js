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

document.querySelectorAll("[data-finding]").forEach(wakeFinding);
