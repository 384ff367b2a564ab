import { replaceAddresses } from './replace-addresses.ts';
import { firstWords, shownWords } from './shown-words.ts';

/** Base of every error that this folder throws; `code` tells the kinds apart. */
export abstract class AlbatrossError extends Error {
  abstract readonly code: AlbatrossErrorCode;
}

export type AlbatrossErrorCode =
  | 'invalid-name'
  | 'malformed-message'
  | 'message-too-large'
  | 'unexpected-reply'
  | 'host-failure'
  | 'daemon-lost'
  | 'transport'
  | 'invalid-credentials'
  | 'certificate-refused'
  | 'host-untrusted'
  | 'host-key-changed'
  | 'invalid-ssh-key'
  | 'ssh-key-refused'
  | 'channel-refused'
  | 'silent-close'
  | 'timeout'
  | 'unsupported-command';

/** A text that is no label, path or name (docs/albatross-protocol.md, section 2). */
export class InvalidNameError extends AlbatrossError {
  override readonly code = 'invalid-name';
}

/** Octets from the other side that are no message of the protocol. */
export class MalformedMessageError extends AlbatrossError {
  override readonly code = 'malformed-message';
}

/** A message of another version of the wire than the one that is spoken. */
export class UnsupportedVersionError extends MalformedMessageError {
  readonly version: number | bigint;

  constructor(version: number | bigint, spoken: number) {
    super(`unsupported version ${version}, only ${spoken} is spoken`);
    this.version = version;
  }
}

/** A frame that announces more octets than the limit allows. */
export class MessageTooLargeError extends AlbatrossError {
  override readonly code = 'message-too-large';
  readonly size: number;
  readonly limit: number;

  constructor(size: number, limit: number) {
    super(`a message of ${size} octets exceeds the limit of ${limit}`);
    this.size = size;
    this.limit = limit;
  }
}

/** A well-formed reply that does not answer the command that was sent. */
export class UnexpectedReplyError extends AlbatrossError {
  override readonly code = 'unexpected-reply';
}

/** What is in place of an address. */
const hidden = '(address)';

/** The host carried the command out and says that it failed, in its own words. */
export class HostFailureError extends AlbatrossError {
  override readonly code = 'host-failure';
  /**
   * What the host said: the beginning, without controls, which a terminal would obey, and without addresses,
   * which may be its own: those are in the message alone.
   */
  readonly words: string;
  /** The same with the controls that are in it, for whoever escapes it. */
  readonly verbatim: string;

  constructor(words: string) {
    const shown = shownWords(words);
    super(`the host answered: ${shown}`);
    this.words = replaceAddresses(shown, hidden);
    this.verbatim = replaceAddresses(firstWords(words), hidden);
  }
}

/** What answers on a host behind its endpoint. */
export type Daemon = 'albatrossd' | 'albatross-console' | 'albatross-stats';

/**
 * The host's endpoint lost the daemon behind it, or never reached it: whether the command was
 * carried out is not known. A volume that is missing or in use looks the same while it is filled
 * (docs/albatross-protocol.md, section 5).
 */
export class DaemonLostError extends AlbatrossError {
  override readonly code = 'daemon-lost';

  constructor(words: string, daemon: Daemon = 'albatrossd') {
    super(`the host's endpoint lost its daemon (${words}): check that ${daemon} is running there`);
  }
}

/** The connection could not be made, or was lost; `cause` is the system's error. */
export class TransportError extends AlbatrossError {
  override readonly code = 'transport';
}

/** The host has closed a subscription in order; no connection was lost. */
export class SubscriptionClosedError extends TransportError {}

/** Why a CA certificate and its key cannot be used. */
export type CredentialsReason =
  | 'no-certificate'
  | 'malformed-certificate'
  | 'no-private-key'
  | 'encrypted-private-key'
  | 'malformed-private-key'
  | 'unsupported-private-key'
  | 'key-mismatch'
  | 'not-an-authority'
  | 'broken-chain'
  | 'no-root'
  | 'not-yet-valid'
  | 'expired'
  | 'invalid-domain';

/** A CA certificate, or the private key given with it, that nothing can be issued with. */
export class CredentialsError extends AlbatrossError {
  override readonly code = 'invalid-credentials';
  readonly reason: CredentialsReason;

  constructor(reason: CredentialsReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The host refused our certificates with a TLS alert (docs/albatross-protocol.md, section 3.1). */
export class CertificateRefusedError extends AlbatrossError {
  override readonly code = 'certificate-refused';
  /** The number of the alert, RFC 8446 section 6: 42 bad certificate, 45 expired, 48 unknown CA, … */
  readonly alert: number;

  constructor(alert: number, description: string, options?: ErrorOptions) {
    super(`the host refused the certificate: ${description} (TLS alert ${alert})`, options);
    this.alert = alert;
  }
}

/** Why a host's certificate is not believed. */
export type UntrustedReason =
  | 'not-issued-by-ca'
  | 'not-for-a-server'
  | 'carries-albatross-extension'
  | 'not-yet-valid'
  | 'expired'
  | 'fingerprint-changed'
  | 'no-certificate';

/** The host presented a certificate that is not its own, or not one for a host. */
export class HostUntrustedError extends AlbatrossError {
  override readonly code = 'host-untrusted';
  readonly reason: UntrustedReason;
  /** SHA-256 of the presented certificate's public key (SPKI), hex; null where there is none. */
  readonly fingerprint: string | null;

  constructor(reason: UntrustedReason, fingerprint: string | null, message: string) {
    super(message);
    this.reason = reason;
    this.fingerprint = fingerprint;
  }
}

/**
 * The host closed without an octet: it refuses to say why
 * (docs/albatross-protocol.md, section 3.1).
 */
export class SilentCloseError extends AlbatrossError {
  override readonly code = 'silent-close';
}

/** A command that the way to this host cannot convey (docs/albatross-protocol.md, section 3). */
export class UnsupportedCommandError extends AlbatrossError {
  override readonly code = 'unsupported-command';
}

/** A wait that has come to its end. */
export class TimeoutError extends AlbatrossError {
  override readonly code = 'timeout';
  readonly phase: 'connect' | 'reply' | 'progress';
  readonly milliseconds: number;

  constructor(phase: TimeoutError['phase'], milliseconds: number) {
    const what = phase === 'connect' ? 'connection' : phase;
    super(`no ${what} within ${milliseconds / 1000} s`);
    this.phase = phase;
    this.milliseconds = milliseconds;
  }
}
