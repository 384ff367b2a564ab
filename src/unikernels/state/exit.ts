/** How a unikernel ended. */
export interface Exit {
  /** null: it was ended by a signal, or nothing tells it. */
  readonly code: number | null;
  /** What its console said last, where that tells why. */
  readonly reason: string | null;
  /** Whether its host is of 2.8 and starts nothing again after it that one of 2.7 does; left out: no. */
  readonly isFinal?: true;
  /** Whether its host ended it for something else that it was told, and so does not start it again; left out: no. */
  readonly isReplaced?: true;
  /** Whether only its host's log tells it, whose form is guessed (docs/albatross-protocol.md, section 8.2); left out: no. */
  readonly isUnverified?: true;
  /** When, by its host's clock (RFC 3339); left out: nothing tells it. */
  readonly at?: string;
}

/** A line of a console, with its time by the host's clock. */
export interface TimedLine {
  readonly timestamp: Date;
  readonly line: string;
}

/** Whether a host starts nothing again after a code, whatever it was asked (docs/albatross-protocol.md, section 8.4). */
export const isFinalCode = (code: number, isOf28: boolean): boolean =>
  code === 1 || (code >= 60 && code <= 64) || (isOf28 && code >= 123 && code <= 125);

/** How one ended that a signal ended, by the signal's name. */
export const endedBy = (signal: string): Exit => ({
  code: null,
  reason: `It was ended by ${signal}.`,
});

/** Whether it was a signal that ended it, as one that is destroyed. */
export const isBySignal = ({ code, reason }: Exit): boolean =>
  code === null && reason !== null && reason.startsWith('It was ended by ');

/** By what a host, or a person, ends one (docs/albatross-protocol.md, section 8.2). */
const wanted = /^It was ended by SIG(?:TERM|INT|HUP|QUIT)\.$/;

/** Whether somebody wanted its end; by any other signal it has crashed itself, or its host lacked memory. */
export const isByWantedSignal = ({ code, reason }: Exit): boolean =>
  code === null && reason !== null && wanted.test(reason);

/**
 * Whether its tender ended it, because it was told to end or does not accept the image: it then exits with 1,
 * which no console shows.
 */
export const isByTender = ({ code, reason }: Exit): boolean =>
  code === null && reason !== null && tender.test(reason);

/**
 * How one ended, by what its console says and what its host's log tells; null where neither does. The log tells of the
 * end itself; a console keeps what was said before, be it at an earlier end.
 */
export function exitOf(
  said: Exit | null,
  logged: Exit | null,
  { isOf28 }: { readonly isOf28: boolean },
): Exit | null {
  const exit = bothOf(said, logged);
  if (!exit) return null;
  const isFinal = isOf28 && exit.code !== null && isFinalCode(exit.code, true);
  const isUnverified = logged !== null && (logged.code === null || logged.code !== said?.code);
  return { ...exit, ...(isFinal && { isFinal }), ...(isUnverified && { isUnverified }) };
}

function bothOf(said: Exit | null, logged: Exit | null): Exit | null {
  if (!logged || isBySignal(logged)) return logged ?? said;
  const isSame = said?.code === logged.code;
  return {
    ...{ code: logged.code, reason: logged.code === 0 ? null : (said?.reason ?? null) },
    ...(isSame && said.at && { at: said.at }),
  };
}

/** Whether it may be somebody else who ended it, as whoever destroys it does: nothing tells that it ended by itself. */
export const mayBeEnded = (exit: Exit | null): boolean =>
  exit === null || isBySignal(exit) || (isByTender(exit) && isCaughtSignal(exit.reason ?? ''));

/** Octets of a line that are shown as a reason. */
const maxReason = 200;

/** What solo5 prints when a unikernel calls its exit, and when it aborts, or solo5 itself does: both exit with 255. */
const exited = /^Solo5: solo5_exit\((-?\d+)\) called$/;
const aborted = /^Solo5: (?:solo5_abort\(\) called$|ABORT: )/;
const abortCode = 255;

/** Hosts prefer one that has the version of its ABI in its name: `solo5-hvt.2`. */
const tender = /^solo5-\w+(?:\.\d+)?: .+/;

const caughtSignal = /^solo5-\w+(?:\.\d+)?: Exiting on signal \d+$/;

/** Whether it is what a tender that catches signals says where it is told to end; it then exits with 1. */
export const isCaughtSignal = (line: string): boolean => caughtSignal.test(line);

/**
 * What solo5 and a tender say last of all. It is appended to what a unikernel has printed without ending the line
 * (docs/albatross-protocol.md, section 5).
 */
const lastWords =
  /(?:Solo5: (?:solo5_(?:exit\(-?\d+\)|abort\(\)) called|ABORT: \S+:\d+: [^:]+)|solo5-\w+(?:\.\d+)?: Exiting on signal \d+)$/;

const withoutPrinted = (line: string): string => lastWords.exec(line)?.[0] ?? line;

/** What tells why one ended: OCaml's own words, solo5's, and a tender's. */
const tells = [
  /^Fatal error: .+/,
  /^Solo5: (?:trap|ABORT|PANIC|assertion|HALT).*/i,
  tender,
  /\b(?:out of memory|stack overflow)\b/i,
];

/**
 * How a unikernel ended, as far as the last lines of its console tell, the newest last; null where
 * they tell nothing. Only what came since it was started is to be given, and the end of what it replaced.
 */
export function readExit(lines: readonly string[]): Exit | null {
  const newest = ofLastStart(lines.map((line) => withoutPrinted(line.trim()))).reverse();
  const code = newest.map(codeOf).find((found) => found !== null) ?? null;
  const reason = newest.find((line) => tells.some((form) => form.test(line))) ?? null;
  if (code === null && reason === null) return null;
  return { code, reason: code === 0 ? null : (reason?.slice(0, maxReason) ?? null) };
}

/** As `readExit`, with when it was. */
export function readTimedExit(lines: readonly TimedLine[]): Exit | null {
  const exit = readExit(lines.map(({ line }) => line));
  if (!exit) return null;
  const last = lines.findLast(({ line }) => readExit([line]) !== null);
  return { ...exit, ...(last && { at: last.timestamp.toISOString() }) };
}

/** A tender that was told to end says nothing more: what follows is of a later start. */
function ofLastStart(lines: readonly string[]): string[] {
  return lines.slice(lines.slice(0, -1).findLastIndex(isCaughtSignal) + 1);
}

function codeOf(line: string): number | null {
  if (aborted.test(line)) return abortCode;
  const [, code] = exited.exec(line) ?? [];
  return code === undefined ? null : Number(code) & 0xff;
}
