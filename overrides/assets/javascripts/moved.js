/* At the old address of a page: on to the new one, and there to the place that the old link named. Without scripts the
   page leads on by itself, to the top of the new one. */
(() => {
  const link = document.querySelector("a[href]");
  if (link) location.replace(link.hash ? link.href : link.href + location.hash);
})();
