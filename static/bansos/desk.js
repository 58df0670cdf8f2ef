// A hall has a bad network: say so when a press did not get through, and leave the page as it is.
(() => {
  const show = (is_trouble) => {
    document.getElementById("trouble").hidden = !is_trouble;
  };
  document.addEventListener("htmx:sendError", () => show(true));
  document.addEventListener("htmx:timeout", () => show(true));
  document.addEventListener("htmx:responseError", () => show(true));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = new URL(event.detail.xhr.responseURL || location.href);
    // Signed out meanwhile: the sign-in page does not belong inside the desk.
    if (!answered.pathname.includes("/meja/")) {
      event.detail.shouldSwap = false;
      location.assign(answered);
      return;
    }
    show(event.detail.isError);
  });
})();
