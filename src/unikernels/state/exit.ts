/** How a unikernel ended. */
export interface Exit {
  /** null: it was ended by a signal, or nothing tells it. */
  readonly code: number | null;
  /** What its console said last, where that tells why. */
  readonly reason: string | null;
}

/** Octets of a line that are shown as a reason. */
const maxReason = 200;

/** What solo5 prints when a unikernel calls its exit, and when it aborts. */
const exited = /^Solo5: solo5_exit\((-?\d+)\) called$/;
const aborted = /^Solo5: solo5_abort\(\) called$/;
const abortCode = 255;

/** What tells why one ended: OCaml's own words, solo5's, and a tender's. */
const tells = [
  /^Fatal error: .+/,
  /^Solo5: (?:trap|ABORT|PANIC|assertion|HALT).*/i,
  /^solo5-\w+: .+/,
  /\b(?:out of memory|stack overflow)\b/i,
];

/**
 * How a unikernel ended, as far as the last lines of its console tell, the newest last; null where
 * they tell nothing. Only what came since it was started is to be given.
 */
export function readExit(lines: readonly string[]): Exit | null {
  const newest = lines.map((line) => line.trim()).reverse();
  const code = newest.map(codeOf).find((found) => found !== null) ?? null;
  const reason = newest.find((line) => tells.some((form) => form.test(line))) ?? null;
  if (code === null && reason === null) return null;
  return { code, reason: code === 0 ? null : (reason?.slice(0, maxReason) ?? null) };
}

function codeOf(line: string): number | null {
  if (aborted.test(line)) return abortCode;
  const [, code] = exited.exec(line) ?? [];
  return code === undefined ? null : Number(code) & 0xff;
}
