// The search palette: opens with / or Ctrl+K, arrows move, Enter opens what is marked.
// The field keeps the focus; a screen reader hears which hit is marked and how many
// there are. Without this the field in the top bar leads to the page of the search.

const palette = () => document.getElementById("palette");
const field = () => palette()?.querySelector("input[name=q]");
const options = () => [...(palette()?.querySelectorAll("#palette-hits [role=option]") ?? [])];

export function openSearch() {
  const dialog = palette();
  if (!dialog) return false;
  if (!dialog.open) dialog.showModal();
  field().select();
  if (!field().value) field().dispatchEvent(new CustomEvent("fq:open"));
  return true;
}

function mark(option) {
  options().forEach((other) => {
    const isIt = other === option;
    other.classList.toggle("is-on", isIt);
    other.setAttribute("aria-selected", String(isIt));
  });
  if (option) {
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    field().removeAttribute("aria-activedescendant");
  }
}

const marked = () => options().find((option) => option.classList.contains("is-on"));

function move(way) {
  const all = options();
  const at = all.indexOf(marked()) + way;
  mark(at < 0 ? undefined : all[Math.min(at, all.length - 1)]);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.target !== field()) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    move(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if (event.key === "Enter" && marked()) {
    marked().click();
    event.preventDefault();
  }
});

// What is marked no longer stands there once something else is typed, and what one
// begins with must not be taken for what was found.
document.addEventListener("input", (event) => {
  if (event.target !== field()) return;
  mark(undefined);
  palette().querySelector("#palette-hits [data-begin]")?.remove();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "palette-hits") return;
  mark(undefined);
  field().setAttribute("aria-expanded", String(options().length > 0));
  if (!field().value) document.getElementById("palette-said").textContent = "";
});
