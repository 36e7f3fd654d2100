/// <reference lib="dom" />
// Small conveniences of the page: copy the command, open everything for paper, skip tables that need no scrolling.

/** Shows the copy button where the browser can copy; without a clipboard the command is selected instead. */
export function enableCopy(): void {
  const button = document.getElementById("copy");
  const command = document.getElementById("command");
  const copied = document.getElementById("copied");
  if (button === null || command === null || copied === null) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command.textContent ?? "");
      copied.textContent = "copied";
    } catch {
      getSelection()?.selectAllChildren(command);
      copied.textContent = "selected: press Ctrl+C or ⌘C";
    }
  });
}

/** Folded parts are printed too, and folded again afterwards. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}

/** Only tables wider than the screen stay in the tab order. */
export function watchScrolling(): void {
  const update = (places: Iterable<Element>) => {
    for (const place of places) {
      if (place.scrollWidth > place.clientWidth) place.setAttribute("tabindex", "0");
      else place.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver((entries) => update(entries.map((entry) => entry.target)));
  for (const place of document.querySelectorAll(".scroll")) observer.observe(place);
}
