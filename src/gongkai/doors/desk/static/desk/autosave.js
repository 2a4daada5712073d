// Keeps what is typed between two savings: form[data-autosave] names where it is sent. What came of it stands in [data-autosaved].
// Without it the form works as ever. Chosen files are not sent: they go with "save".
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-autosaved]");
  const REST = 2000, LONGEST = 10000, AGAIN = 15000;
  let timer = 0, waiting = 0, dirty = false, busy = false, gone = false;

  const typed = (leaving) => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    if (leaving) data.append("leaving", "1");
    return data;
  };
  const bare = () => {
    const data = new URLSearchParams([["leaving", "1"]]);
    for (const name of ["csrfmiddlewaretoken", "token", "reserved"]) if (form.elements[name]) data.append(name, form.elements[name].value);
    return data;
  };
  const files = () => [...form.elements].some((field) => field.type === "file" && field.files.length);
  const tell = (words) => { if (said.textContent !== words) said.textContent = words; };
  const later = (rest) => {
    clearTimeout(timer);
    waiting ||= Date.now();
    timer = setTimeout(send, Math.min(rest, Math.max(0, waiting + LONGEST - Date.now())));
  };

  const send = async () => {
    if (busy || gone) return;
    busy = true, dirty = false, waiting = 0;
    let answer, now = {};
    try {
      answer = await fetch(form.dataset.autosave, { method: "POST", body: typed(), headers: { "HX-Request": "true" } });
      if (answer.ok) now = await answer.json();
    } catch { answer = null; }
    busy = false;
    if (gone) return;
    if (now.saved) {
      tell(`已自动保存 ${now.saved}${files() ? "，附件除外" : ""}${now.but ? `。${now.but}` : ""}`);
      // The page may be left without being asked: nothing would be lost.
      if (!dirty && !files()) form.dispatchEvent(new Event("autosaved"));
    } else if (now.said) {
      tell(now.said);
    } else {
      dirty = true;
      tell(answer?.status === 401 ? "登录过期了，没有自动保存。点“保存草稿”，再登录一次就接着写" : "没有自动保存上，过一会儿再试");
      if (answer?.status !== 401) { clearTimeout(timer); timer = setTimeout(send, AGAIN); }
      return;
    }
    if (dirty) later(REST);
  };

  for (const kind of ["input", "change"]) form.addEventListener(kind, () => { dirty = true; later(REST); });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) { gone = true; clearTimeout(timer); } });
  // A page that is closed has a moment left: what was typed last goes out with it, and nobody waits for the editor any longer.
  addEventListener("pagehide", () => { if (!gone) navigator.sendBeacon(form.dataset.autosave, dirty || busy ? typed(true) : bare()); });
  addEventListener("pageshow", (event) => { if (event.persisted) gone = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) send(); });
}
