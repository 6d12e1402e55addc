"use strict";
// What a page says, in its language: scripts wrap their phrases, and the page hands them over translated.

const words = JSON.parse(document.documentElement.dataset.words);

/** A phrase in the page's language; `blanks` fills in what stands in braces. */
function _(phrase, blanks = {}) {
  return words[phrase].replace(/\{(\w+)\}/g, (whole, name) => blanks[name] ?? whole);
}
