// The pages of an application, for who has scripts: what is public already is told while one writes, and a form that is not finished can be
// kept on this very device. Kept is the sealed draft, which opens only here on the server, and what was typed into pages that name nobody.
const DAYS = 15, here = document.currentScript;
const place = (code) => `gongkai-unsent-${code}`;
const read = (code) => {
  try {
    const kept = JSON.parse(localStorage.getItem(place(code)) || "null");
    if (kept && Date.now() - kept.at < DAYS * 86400000) return kept;
    localStorage.removeItem(place(code));
  } catch { /* no storage here, or something of somebody else's */ }
  return null;
};
const write = (code, kept) => { try { localStorage.setItem(place(code), JSON.stringify(kept)); } catch { /* full, or none */ } };
const drop = (code) => { try { localStorage.removeItem(place(code)); } catch { /* none */ } };

if (here?.dataset.sent) drop(here.dataset.sent);

for (const box of document.querySelectorAll("[data-keep]")) {
  const form = box.closest("form"), tick = box.querySelector("input"), code = box.dataset.keep, kept = read(code);
  const fields = () => [...form.elements].filter((each) => each.name && !["hidden", "submit", "button"].includes(each.type) && each !== tick);
  const typed = () => Object.fromEntries(fields().filter((each) => each.type !== "radio" && each.type !== "checkbox").map((each) => [each.name, each.value]));
  const save = () => {
    if (tick.checked) write(code, { at: Date.now(), draft: form.elements.draft.value, page: form.elements.page.value, typed: "personal" in box.dataset ? {} : typed() });
  };
  box.hidden = false;
  tick.checked = Boolean(kept);
  if (kept && kept.page === form.elements.page.value && form.elements.draft.value) {
    for (const each of fields()) if (each.name in kept.typed && !each.value) each.value = kept.typed[each.name];
  }
  // A first page without a draft is a fresh beginning: what is kept is offered there, and not written over before something is typed.
  if (form.elements.draft.value) save();
  tick.addEventListener("change", () => { if (tick.checked) save(); else drop(code); });
  form.addEventListener("input", save);
}

for (const note of document.querySelectorAll("[data-resume]")) {
  const code = note.dataset.resume, kept = read(code), form = note.closest("form");
  if (!kept?.draft) continue;
  note.hidden = false;
  note.querySelector("[data-go-on]").addEventListener("click", () => {
    form.elements.draft.value = kept.draft;
    form.elements.page.value = "";
    const go = document.createElement("input");
    Object.assign(go, { type: "hidden", name: "go", value: `to:${kept.page}` });
    form.append(go);
    form.submit();
  });
  note.querySelector("[data-drop]").addEventListener("click", () => { drop(code); note.hidden = true; for (const tick of document.querySelectorAll("[data-keep] input")) tick.checked = false; });
}

for (const told of document.querySelectorAll("[data-look]")) {
  const form = told.closest("form"), area = form.elements.wanted;
  let wait = 0, asked = 0;
  const look = async () => {
    const mine = ++asked, body = new FormData();
    body.set("wanted", area.value);
    body.set("draft", form.elements.draft.value);
    try {
      const answer = await fetch(told.dataset.look, { method: "POST", body });
      const html = answer.status === 200 ? await answer.text() : "";
      if (mine === asked) told.innerHTML = html;
    } catch { /* it is told after the press all the same */ }
  };
  area?.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(look, 700); });
}
