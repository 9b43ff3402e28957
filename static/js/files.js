// Files on their way in: photos made small before they are sent, a place to drop a workbook, progress.

const LONGEST = 1600;
const QUALITY = 0.82;

async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file; // a picture this browser cannot read goes as it is
  }
}

function put(input, files) {
  const box = new DataTransfer();
  files.forEach((file) => box.items.add(file));
  input.files = box.files;
}

const chosen = new WeakMap(); // input -> files kept so far

function picture(file) {
  const image = new Image();
  image.alt = file.name;
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return image;
}

function named(file) {
  const name = document.createElement("span");
  name.className = "fq-item-note text-break";
  name.textContent = `${file.name} · ${size(file.size)}`;
  return name;
}

function show(input) {
  const list = input.closest("[data-photos]").querySelector("[data-photos-list]");
  list.replaceChildren(
    ...[...input.files].map((file, at) => {
      const item = document.createElement("li");
      const look = file.type.startsWith("image/") ? picture(file) : named(file);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "btn btn-s btn-quiet w-100";
      remove.textContent = document.getElementById("words")?.dataset.remove ?? "×";
      remove.addEventListener("click", () => {
        put(input, [...input.files].filter((_, other) => other !== at));
        chosen.set(input, [...input.files]);
        show(input);
      });
      item.append(look, remove);
      return item;
    }),
  );
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.type !== "file") return;
  if (input.closest("[data-photos]")) {
    const submit = input.form?.querySelector("[type='submit']");
    submit?.setAttribute("aria-busy", "true");
    const fresh = await Promise.all([...input.files].map(shrink));
    const all = input.multiple ? [...(chosen.get(input) ?? []), ...fresh] : fresh;
    put(input, all);
    chosen.set(input, all);
    show(input);
    submit?.removeAttribute("aria-busy");
  }
  const drop = input.closest("[data-drop]");
  if (drop) drop.querySelector("[data-drop-name]").textContent = [...input.files].map((file) => `${file.name} · ${size(file.size)}`).join(", ");
});

const size = (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`);

for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("is-over", name === "dragenter" || name === "dragover");
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    const input = drop.querySelector("input[type='file']");
    put(input, [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("[data-upload-progress]");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (event.detail.loaded / event.detail.total) * 100;
});
