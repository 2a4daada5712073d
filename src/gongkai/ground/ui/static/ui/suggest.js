// Suggestions below a search box while somebody types: form[data-suggest] names where they come from. Without it the box is a plain form.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const box = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  list.id = `suggested-${Math.random().toString(36).slice(2)}`;
  list.className = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "也许您要找");
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) box.setAttribute(name, value);

  let wait = 0, asked = 0, chosen = -1;
  const known = new Map();

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (n) => {
    const items = [...list.children];
    chosen = (n + items.length + 1) % (items.length + 1);
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    if (items[chosen]) box.setAttribute("aria-activedescendant", items[chosen].id);
    else box.removeAttribute("aria-activedescendant");
  };
  const go = (item) => { close(); location.assign(item.dataset.url); };
  const show = (found) => {
    list.replaceChildren(...found.map(({ words, url, title }, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.textContent = words;
      item.dataset.url = url;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      if (title) item.className = "title";
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(item); });
      return item;
    }));
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const typed = box.value.trim(), mine = ++asked;
    if (!typed) return close();
    if (!known.has(typed)) {
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        known.set(typed, answer.ok && answer.status === 200 ? (await answer.json()).suggestions : []);
      } catch { return close(); }
    }
    if (mine === asked && document.activeElement === box) show(known.get(typed));
  };

  // An input method's half-written pinyin is asked for too: that is what pinyin search is for.
  box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 150); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && list.children[chosen]) go(list.children[chosen]);
    else return;
    event.preventDefault();
  });
}
