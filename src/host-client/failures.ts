import type { AlbatrossError } from '../albatross/errors.ts';

/**
 * Why a host is degraded: it cannot be reached; it, or its sshd, shows another key or certificate than
 * the one that is believed; it refuses ours; its sshd does not let us on to the daemons; it is not understood.
 */
export const degradedReasons = [
  'network',
  'certificate',
  'host-key',
  'credentials',
  'forwarding',
  'incompatible',
] as const;

export type DegradedReason = (typeof degradedReasons)[number];

const reasons: Readonly<Record<AlbatrossError['code'], DegradedReason | null>> = {
  'host-failure': null,
  transport: 'network',
  'daemon-lost': 'network',
  timeout: 'network',
  'host-untrusted': 'certificate',
  'host-key-changed': 'host-key',
  'certificate-refused': 'credentials',
  'invalid-credentials': 'credentials',
  'invalid-ssh-key': 'credentials',
  'ssh-key-refused': 'credentials',
  'channel-refused': 'forwarding',
  'silent-close': 'incompatible',
  'malformed-message': 'incompatible',
  'message-too-large': 'incompatible',
  'unexpected-reply': 'incompatible',
  'invalid-name': 'incompatible',
  'unsupported-command': null,
};

/** What an error says of the host that it came from; null: nothing, it has answered. */
export const reasonOf = (error: AlbatrossError): DegradedReason | null => reasons[error.code];
