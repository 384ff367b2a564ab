import { type AlbatrossError, HostFailureError } from '../albatross/errors.ts';
import type { Label } from '../albatross/names.ts';
import { type ChannelRefusal, ChannelRefusedError } from '../albatross/ssh/errors.ts';
import { type ErrorCode, Problem } from '../base/errors.ts';
import type { HealthReport } from './health.ts';
import { meaningOf } from './host-words.ts';

/** Whose own words decide. */
type Told = 'host-failure' | 'channel-refused';

const codes: Readonly<Record<Exclude<AlbatrossError['code'], Told>, ErrorCode>> = {
  transport: 'host-unreachable',
  'daemon-lost': 'host-unreachable',
  timeout: 'host-timeout',
  'certificate-refused': 'host-refused-connection',
  'invalid-credentials': 'host-refused-connection',
  'invalid-ssh-key': 'host-refused-connection',
  'ssh-key-refused': 'host-refused-connection',
  'host-untrusted': 'host-untrusted',
  'host-key-changed': 'host-untrusted',
  'silent-close': 'host-nonsense',
  'malformed-message': 'host-nonsense',
  'message-too-large': 'host-nonsense',
  'unexpected-reply': 'host-nonsense',
  'invalid-name': 'host-nonsense',
  'unsupported-command': 'host-refused',
};

/** A daemon that is gone is as one that is not reached, over TLS too. */
const channelCodes: Readonly<Record<ChannelRefusal, ErrorCode>> = {
  forbidden: 'host-refused-connection',
  'not-connected': 'host-unreachable',
  'unknown-type': 'host-refused-connection',
  'no-room': 'host-busy',
};

/** The problem that a failed operation is to the one who asked for it; the error is its cause. */
export function problemOf(error: AlbatrossError, host: Label): Problem {
  if (error instanceof HostFailureError) {
    return new Problem(meaningOf(error.words), error.words, { cause: error, facts: { host } });
  }
  return new Problem(codeOf(error), `${host}: ${error.message}.`, {
    cause: error,
    facts: { host },
  });
}

function codeOf(error: AlbatrossError): ErrorCode {
  if (error instanceof ChannelRefusedError) return channelCodes[error.reason];
  const { code } = error;
  return code === 'host-failure' || code === 'channel-refused' ? 'host-nonsense' : codes[code];
}

/** What lists say of a host that they do not ask, since it is known to be down. */
export function hostDown(host: Label, health: HealthReport): Problem {
  const last = health.errors.at(-1)?.message ?? 'no answer';
  return new Problem(
    'host-down',
    `The host ${host} has been away since ${health.since.toISOString()} (${health.reason}): ${last}.`,
    { facts: { host } },
  );
}

/** What lists say of a host that has had its time. */
export function hostTooSlow(host: Label, patience: number): Problem {
  return new Problem(
    'host-timeout',
    `The host ${host} did not answer within ${patience / 1000} s.`,
    { facts: { host } },
  );
}
