// Remembers 显示设置 on this machine, and says so. Without it the choice holds for the page alone.
try {
  localStorage.length;
  for (const told of document.querySelectorAll(".settings [hidden]")) told.hidden = false;
} catch { /* storage switched off */ }
for (const name of ["size", "theme"]) {
  const inputs = document.querySelectorAll(`.settings input[name=${name}]`);
  let chosen = null;
  try { chosen = localStorage.getItem(name); } catch { /* storage switched off */ }
  for (const input of inputs) {
    if (input.id === chosen) input.checked = true;
    input.addEventListener("change", () => {
      try { localStorage.setItem(name, input.id); } catch { /* storage switched off */ }
    });
  }
}

// 繁體: to this very page, not to the first one.
for (const link of document.querySelectorAll("[data-script]")) link.href = `/hant${location.pathname}`;

// 长辈模式: one box, remembered likewise; and the page is read aloud by whoever has a Chinese voice on this machine.
const elder = document.getElementById("mode-elder");
if (elder) {
  try { elder.checked = localStorage.getItem("elder") === "1"; } catch { /* storage switched off */ }
  elder.addEventListener("change", () => {
    try { localStorage.setItem("elder", elder.checked ? "1" : ""); } catch { /* storage switched off */ }
  });
  const main = document.getElementById("main");
  if (main && "speechSynthesis" in window) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--quiet aloud wrap";
    button.hidden = true;
    const stopped = "读给我听";
    button.textContent = stopped;
    const offer = () => { button.hidden = !speechSynthesis.getVoices().some((voice) => voice.lang.startsWith("zh")); };
    speechSynthesis.addEventListener("voiceschanged", offer);
    offer();
    button.addEventListener("click", () => {
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        button.textContent = stopped;
        return;
      }
      const text = (main.querySelector("#doc") || main).innerText;
      const lines = text.split(/\n+/).filter((line) => line.trim());
      lines.forEach((line, n) => {
        const said = new SpeechSynthesisUtterance(line);
        said.lang = "zh-CN";
        said.rate = 0.9;
        if (n === lines.length - 1) said.addEventListener("end", () => { button.textContent = stopped; });
        speechSynthesis.speak(said);
      });
      button.textContent = "停下";
    });
    addEventListener("pagehide", () => speechSynthesis.cancel());
    main.prepend(button);
  }
}
