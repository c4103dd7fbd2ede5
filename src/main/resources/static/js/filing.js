// While a filing runs its progress is asked for again; only that part of the page changes, so nobody loses their place.
(() => {
  const again = async () => {
    const shown = document.getElementById("progress");
    if (!shown || !shown.dataset.refresh) {
      return;
    }
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
      if (fresh && !fresh.dataset.refresh) {
        location.reload();   // all is looked at: what there is to do now stands below
        return;
      }
      if (fresh) {
        shown.replaceWith(fresh);
      }
    }
    setTimeout(again, 2000);
  };
  setTimeout(again, 1500);
})();
