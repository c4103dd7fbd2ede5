// form-js 1.8.7 (part of the web apps 7.24.0) keeps what is typed to itself for 300 ms before the form knows it. When
// anything else of the form is drawn anew meanwhile (a date field that has just come up, the field left before), the field
// is drawn from what the form knows, and the letters typed last are gone. Tasklist has no way to set that delay, so the
// timer which such an input event asks for is carried out at once.
const DELAY_MILLIS = 300;
const later = window.setTimeout;

function typing() {
  const event = window.event;
  return event && event.type === 'input' && event.target instanceof Element && event.target.closest('.fjs-container');
}

window.setTimeout = function (work, delay, ...given) {
  if (delay === DELAY_MILLIS && typeof work === 'function' && typing()) {
    work(...given);
    return 0;   // no timer: nothing is left to be cleared or flushed
  }
  return later.call(window, work, delay, ...given);
};
