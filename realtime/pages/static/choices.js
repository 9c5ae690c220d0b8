// What a decision may be given along: the reasons that moderators say most often, and days for what is put off.
import { $ } from "./asking.js";

export const DONE = { approve: "Approved", reject: "Rejected", flag: "Flagged", edit: "Edited", merge: "Merged", split: "Parted", snooze: "Put off" };

/** Of a kind of decision: each with its words, what it adds to the body, and the digit that chooses it. */
export function choices(kind) {
  const { reasons, days } = JSON.parse($("#choices").textContent);
  if (kind === "snooze") {
    return days.map((n, at) => ({ digit: at + 1, words: n === 1 ? "until tomorrow" : `for ${n} days`, more: { until: new Date(Date.now() + n * 86_400_000).toISOString() } }));
  }
  return [{ digit: 0, words: "no reason", more: {} }, ...(reasons[kind] || []).map((reason, at) => ({ digit: at + 1, words: reason, more: { reason } }))];
}
