// Small conveniences; every page works without them.
(() => {
  "use strict";

  // A search field narrows the choices below it; what is chosen stays chosen.
  document.querySelectorAll("[data-filter]").forEach((field) => {
    const box = document.querySelector(field.dataset.filter);
    const none = box.querySelector("[data-filter-none]");
    const narrow = () => {
      const words = field.value.trim().toLowerCase().split(/[\s、,，;；]+/).filter(Boolean);
      let shown = 0;
      box.querySelectorAll("[data-filter-text]").forEach((choice) => {
        const text = choice.dataset.filterText.toLowerCase();
        choice.hidden = words.length > 0 && !words.some((word) => text.includes(word));
        shown += choice.hidden ? 0 : 1;
      });
      box.querySelectorAll("[data-filter-group]").forEach((group) => {
        group.hidden = !group.querySelector("[data-filter-text]:not([hidden])");
      });
      none.hidden = shown > 0;
    };
    field.addEventListener("input", narrow);
    // Enter in the search field must not send the form
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
  });

  document.querySelectorAll("[data-chosen]").forEach((count) => {
    const box = document.querySelector(count.dataset.chosen);
    const show = () => {
      const labels = [...box.querySelectorAll("input:checked")].map((input) => input.value);
      count.textContent = `已选${labels.length}项` + (labels.length ? `：${labels.join("、")}` : "");
    };
    box.addEventListener("change", show);
    show();
  });

  document.querySelectorAll("[data-confirm]").forEach((button) => {
    button.addEventListener("click", (event) => {
      if (!window.confirm(button.dataset.confirm)) {
        event.preventDefault();
      }
    });
  });

  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));

  // Demonstration accounts fill the sign-in form.
  document.querySelectorAll("[data-fill]").forEach((button) => {
    button.addEventListener("click", () => {
      document.getElementById("username").value = button.dataset.fill;
      document.getElementById("password").focus();
    });
  });

  // Pressing a button twice must not send a form twice.
  document.querySelectorAll("form[method=post]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
      } else if (!event.defaultPrevented) {
        form.dataset.sent = "yes";
      }
    });
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
