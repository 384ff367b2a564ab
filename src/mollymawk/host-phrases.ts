import { HostFailureError } from '../albatross/errors.ts';
import type { Label } from '../albatross/names.ts';
import { type ErrorCode, Problem } from '../base/errors.ts';
import { MollymawkProblem } from './mollymawk-problem.ts';

/** How some of mollymawk's routes say what a host, or the way to it, is to blame for. */
export interface HostPhrases {
  /** 404: there is no such host. */
  readonly unknown: (host: Label) => string;
  /** 500: how the sentence begins when the host was not reached, or not understood. */
  readonly unreached: string;
  /** How the sentence begins when the host has refused, or would have. */
  readonly refused: string;
  readonly refusedStatus: 400 | 500;
}

const unreached = new Set<ErrorCode>([
  'host-unreachable',
  'host-refused-connection',
  'host-untrusted',
  'host-nonsense',
  'host-down',
  'host-timeout',
]);

/** What a host refuses, by its own words or because they are known beforehand. */
const refused = new Set<ErrorCode>([
  'unikernel-exists',
  'unikernel-unknown',
  'unikernel-not-running',
  'protected',
  'volume-exists',
  'volume-in-use',
  'volume-unknown',
  'policy-refused',
  'manifest-mismatch',
  'devices-refused',
  'host-refused',
  'too-large',
]);

/**
 * Does something on a host. Throws what it throws, in mollymawk's phrases where that has a host as
 * its subject; all else is told as version 1 does.
 */
export async function inPhrases<T>(
  phrases: HostPhrases,
  host: Label,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Problem ? translate(error, phrases, host) : error;
  }
}

function translate(problem: Problem, phrases: HostPhrases, host: Label): Problem {
  const { code } = problem;
  const options = { code, cause: problem };
  if (code === 'host-unknown') return new MollymawkProblem(404, phrases.unknown(host), options);
  if (unreached.has(code)) {
    return new MollymawkProblem(500, `${phrases.unreached} ${problem.detail}`, options);
  }
  if (!refused.has(code)) return problem;
  const failure = failureOf(problem);
  const words = failure
    ? hostWords(problem).replace(failure.words, () => escaped(failure.verbatim))
    : hostWords(problem);
  const text = `${phrases.refused} failure: ${words}`.trimStart();
  return new MollymawkProblem(phrases.refusedStatus, text, options);
}

/** What the host has said, however deep that is told of; null where it was not asked. */
function failureOf(problem: Problem): HostFailureError | null {
  for (let current: unknown = problem; current instanceof Error; current = current.cause) {
    if (current instanceof HostFailureError) return current;
  }
  return null;
}

/** Octets that have a letter as OCaml writes them in a literal. */
const letters: Readonly<Record<string, string>> = {
  ...{ '\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b' },
};

/** A text as mollymawk shows it: in the form of a literal of OCaml's, octet by octet. */
function escaped(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(
      /["\\]|[^ -~]/g,
      (octet) => letters[octet] ?? `\\${`${octet.charCodeAt(0)}`.padStart(3, '0')}`,
    );
}

/** The host's own words, where it was asked. */
export function hostWords({ cause, detail }: Problem): string {
  return cause instanceof HostFailureError ? cause.words : detail;
}
