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
