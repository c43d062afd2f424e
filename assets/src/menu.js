// On a narrow screen the main menu folds behind a button; without a script it stays open.

export function menus() {
  const button = document.querySelector("[data-menu-button]");
  const menu = button && document.getElementById(button.getAttribute("aria-controls"));
  if (!menu) return;
  button.hidden = false;
  menu.classList.add("sq-nav__list--folds");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    menu.classList.toggle("sq-nav__list--open", !open);
  });
}
