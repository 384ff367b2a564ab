import type { AlbatrossError } from '../../albatross/errors.ts';

/** Why a host is degraded. */
export const degradedReasons = ['network', 'certificate', 'credentials', 'incompatible'] as const;

export type DegradedReason = (typeof degradedReasons)[number];

const reasons: Readonly<Record<AlbatrossError['code'], DegradedReason | null>> = {
  'host-failure': null,
  transport: 'network',
  'daemon-lost': 'network',
  timeout: 'network',
  'host-untrusted': 'certificate',
  'host-key-changed': 'certificate',
  'certificate-refused': 'credentials',
  'invalid-credentials': 'credentials',
  'invalid-ssh-key': 'credentials',
  'ssh-key-refused': 'credentials',
  'channel-refused': 'network',
  'silent-close': 'incompatible',
  'malformed-message': 'incompatible',
  'message-too-large': 'incompatible',
  'unexpected-reply': 'incompatible',
  'invalid-name': 'incompatible',
  'unsupported-command': null,
};

/** What an error says of the host that it came from; null: nothing, it has answered. */
export const reasonOf = (error: AlbatrossError): DegradedReason | null => reasons[error.code];
