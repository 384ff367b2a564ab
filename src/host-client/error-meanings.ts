import {
  AlbatrossError,
  type AlbatrossErrorCode,
  CertificateRefusedError,
  HostFailureError,
  HostUntrustedError,
  SubscriptionClosedError,
  TimeoutError,
  TransportError,
} from '../albatross/errors.ts';
import { type ChannelRefusal, ChannelRefusedError } from '../albatross/ssh/errors.ts';
import type { ErrorCode } from '../base/errors.ts';
import { problemInWords } from './host-words.ts';

/**
 * Why a host is degraded: it cannot be reached; it, or its sshd, shows another key or certificate than
 * the one that is believed; its clock and ours differ; it refuses ours; its sshd does not let us on to the
 * daemons; it is not understood.
 */
export const degradedReasons = [
  'network',
  'certificate',
  'host-key',
  'clock',
  'credentials',
  'forwarding',
  'incompatible',
] as const;

export type DegradedReason = (typeof degradedReasons)[number];

/** What an error of a host means to the rest of the server. */
export interface ErrorMeaning {
  /** The problem that it is to the one who asked. */
  readonly problem: ErrorCode;
  /** What it says of the host; null: nothing, the host has answered. */
  readonly reason: DegradedReason | null;
  /** Whether the host certainly did not carry the command out: it refused, or was never reached. */
  readonly undone: boolean;
  /** Whether a fresh connection might do better; not where the host has answered or was too slow. */
  readonly retry: boolean;
}

const mean = (
  problem: ErrorCode,
  reason: DegradedReason | null,
  { undone = false, retry = false }: Partial<ErrorMeaning> = {},
): ErrorMeaning => ({ problem, reason, undone, retry });

const undone = { undone: true };
const retry = { retry: true };

/** Every error of the client for hosts; `meaningOf` looks closer at some. */
const meanings = {
  'host-failure': mean('host-refused', null, undone),
  'unsupported-command': mean('host-refused', null),
  transport: mean('host-unreachable', 'network', retry),
  'daemon-lost': mean('host-unreachable', 'network'),
  timeout: mean('host-timeout', 'network'),
  'certificate-refused': mean('host-refused-connection', 'credentials', undone),
  'invalid-credentials': mean('host-refused-connection', 'credentials', undone),
  'invalid-ssh-key': mean('host-refused-connection', 'credentials', undone),
  'ssh-key-refused': mean('host-refused-connection', 'credentials', undone),
  'channel-refused': mean('host-refused-connection', 'forwarding', undone),
  'host-untrusted': mean('host-untrusted', 'certificate', undone),
  'host-key-changed': mean('host-untrusted', 'host-key', undone),
  'silent-close': mean('host-nonsense', 'incompatible', retry),
  'malformed-message': mean('host-nonsense', 'incompatible', retry),
  'message-too-large': mean('host-nonsense', 'incompatible'),
  'unexpected-reply': mean('host-nonsense', 'incompatible'),
  'invalid-name': mean('host-nonsense', 'incompatible'),
} satisfies Record<AlbatrossErrorCode, ErrorMeaning>;

/** A daemon that is gone is as one that is not reached, over TLS too. */
const channelProblems: Readonly<Record<ChannelRefusal, ErrorCode>> = {
  forbidden: 'host-refused-connection',
  'not-connected': 'host-unreachable',
  'unknown-type': 'host-refused-connection',
  'no-room': 'host-busy',
};

/** What an error means: by its class, and for some by what it says. */
export function meaningOf(error: AlbatrossError): ErrorMeaning {
  const meaning = meanings[error.code];
  if (error instanceof HostFailureError) {
    const { words } = error;
    return { ...meaning, problem: problemInWords(words), undone: !isLostDaemon(words) };
  }
  if (isClockOff(error)) return { ...meaning, reason: 'clock' };
  if (error instanceof ChannelRefusedError) {
    return { ...meaning, problem: channelProblems[error.reason] };
  }
  if (error instanceof TimeoutError) return { ...meaning, undone: error.phase === 'connect' };
  if (error instanceof TransportError) return { ...meaning, undone: isConnectFailure(error.cause) };
  return meaning;
}

/**
 * What the endpoint says where a daemon closed without an answer: whether it has done what it was told
 * is not known (docs/albatross-protocol.md, section 4).
 */
const isLostDaemon = (words: string) => words === 'exception while reading from fd';

/** Alert 45 is of the command's own certificate, which was issued just now (RFC 8446 section 6.2). */
function isClockOff(error: AlbatrossError): boolean {
  if (error instanceof CertificateRefusedError) return error.alert === 45;
  return error instanceof HostUntrustedError && error.reason === 'not-yet-valid';
}

/**
 * Whether an error of a command that has begun says for certain that the host did not carry it out:
 * it refused, or the command never reached it. After any other, the host has to be asked.
 */
export function isSurelyUndone(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof AlbatrossError && meaningOf(current).undone) return true;
  }
  return false;
}

/** Whether a host that was told something did not answer in time: it may be at work on that still. */
export function isLateAnswer(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof TimeoutError) return current.phase === 'reply';
  }
  return false;
}

/**
 * Whether an error that a subscription ended with says that the host has ended it, with words or without, as it
 * does with one whose place another client takes; no connection was lost.
 */
export function isHostsEnd(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof HostFailureError) return true;
    if (current instanceof SubscriptionClosedError) return true;
  }
  return false;
}

/** Node names the system call that failed: that of making a connection, or of finding an address. */
function isConnectFailure(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.every(isConnectFailure);
  if (!(cause instanceof Error) || !('syscall' in cause)) return false;
  return cause.syscall === 'connect' || cause.syscall === 'getaddrinfo';
}
