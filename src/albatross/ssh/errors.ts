import { AlbatrossError } from '../errors.ts';
import type { Destination } from './destination.ts';
import type { HostKey } from './host-key.ts';

/** Why a private key cannot be used. */
export type SshKeyReason = 'malformed' | 'passphrase-needed' | 'passphrase-wrong' | 'unsupported';

/** A text that is no private key to log in with. */
export class SshKeyError extends AlbatrossError {
  override readonly code = 'invalid-ssh-key';
  readonly reason: SshKeyReason;

  constructor(reason: SshKeyReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The host presented another key than the one that is known: it was sent nothing but the handshake. */
export class HostKeyError extends AlbatrossError {
  override readonly code = 'host-key-changed';
  readonly presented: HostKey;
  readonly expected: HostKey;

  constructor(presented: HostKey, expected: HostKey) {
    super(
      `the host presented the key ${presented.fingerprint} (${presented.type}), but ${expected.fingerprint} (${expected.type}) is the one that is known: nothing was sent; if its key was changed on purpose, confirm the new one`,
    );
    this.presented = presented;
    this.expected = expected;
  }
}

/** The host is the right one, but lets our key not in as this user. */
export class SshKeyRefusedError extends AlbatrossError {
  override readonly code = 'ssh-key-refused';
  readonly user: string;

  constructor(user: string, options?: ErrorOptions) {
    super(
      `the host refused the key for the user ${user}: its authorized_keys has to hold the line with this key, and sshd's log says what else is wrong`,
      options,
    );
    this.user = user;
  }
}

/**
 * Why a channel was not opened: the host forbids it (RFC 4254 section 5.1, reason 1), could not
 * connect (2), knows no such channels (3), or has no room for another (4). OpenSSH says 2 for a
 * socket whatever the cause is.
 */
export type ChannelRefusal = 'forbidden' | 'not-connected' | 'unknown-type' | 'no-room';

/** The host let us in, but not on to where the daemons are; `message` says what to change there. */
export class ChannelRefusedError extends AlbatrossError {
  override readonly code = 'channel-refused';
  readonly reason: ChannelRefusal;
  readonly destination: Destination;

  constructor(
    reason: ChannelRefusal,
    destination: Destination,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.reason = reason;
    this.destination = destination;
  }
}
