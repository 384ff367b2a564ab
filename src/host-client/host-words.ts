import type { ErrorCode } from '../base/errors.ts';

/**
 * What a host says when it refuses, as far as its words are known
 * (docs/albatross-protocol.md, section 5): the first that fits decides. The words themselves always
 * go along as the problem's detail.
 */
const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^unikernel with same name (is already running|already exists)/i, 'unikernel-exists'],
  [/does not match with (the )?manifest/i, 'manifest-mismatch'],
  [/^block device with (same )?name .*already exists/i, 'volume-exists'],
  [/^block device .* (already )?in use/i, 'volume-in-use'],
  [/^(dump|set|remove) block: is in use/i, 'volume-in-use'],
  [/^(block device .* not found|unknown block device)/i, 'volume-unknown'],
  [/^(dump|set|remove) block: not found/i, 'volume-unknown'],
  [/^(destroy: not found|get: no unikernel found|unknown unikernel)/i, 'unikernel-unknown'],
  [/\bpolicy\b/i, 'policy-refused'],
  [/^maximum (amount of unikernels|allowed memory)/i, 'policy-refused'],
  [/would exceed running/i, 'policy-refused'],
];

/** What to do about a refusal that the one who was refused can do nothing about, where its words do not say. */
const hints: readonly (readonly [RegExp, string])[] = [
  [
    /^could not create unikernel: console failed/,
    'Most likely albatross-console was restarted on the host: albatrossd does not reconnect to it, and starts ' +
      'nothing until albatrossd itself is restarted, which also restarts the unikernels there. If that does not ' +
      'help, see the log of albatrossd.',
  ],
  [
    /^error writing to file descriptor/,
    'Most likely the disk of the host is full; the log of albatrossd says more.',
  ],
];

/** A host's words as they are told, with what is wrong and what to do, as far as that is known. */
export function explainWords(words: string): string {
  const hint = hints.find(([pattern]) => pattern.test(words))?.[1];
  return hint === undefined ? words : `${words}. ${hint}`;
}

/** The problem that a host's refusal is. */
export function problemInWords(words: string): ErrorCode {
  return meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 'host-refused';
}
