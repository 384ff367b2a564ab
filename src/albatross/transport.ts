import type { Duplex } from 'node:stream';
import type { Command } from './commands.ts';
import type { AlbatrossError } from './errors.ts';
import type { Label, Path } from './names.ts';
import type { Policy } from './policy.ts';

/** One label of a path, with the policy that is presented for it. */
export interface Domain {
  readonly label: Label;
  readonly policy: Policy;
}

/** What a command is about: the domains from the root down, and the unikernel or volume, if one. */
export interface Target {
  readonly domains: readonly Domain[];
  readonly label: Label | null;
}

export interface OpenOptions {
  /** Ends the attempt, which rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Octets of the image that follows a create, which some ways have to tell before it comes. */
  readonly imageSize?: number;
  /**
   * Nothing of the command is conveyed before it resolves; connecting goes on meanwhile. Where it rejects, so does
   * `open`, unless connecting has failed before.
   */
  readonly ready?: Promise<unknown> | undefined;
  /**
   * Resolves once the host has begun to answer: by then it has taken what the command presents, however long the rest
   * of the answer takes. Never rejects. Absent for a short answer.
   */
  readonly answered?: Promise<void> | undefined;
}

/**
 * A way to a host. `open` connects and conveys the command; what it gives carries, in both
 * directions, the chunks of docs/albatross-protocol.md, section 4, and belongs to the caller, who
 * destroys it.
 */
export interface Transport {
  /** The path below which this way's root lies (a delegated CA's); replies may name it. */
  readonly prefix: Path;
  /** Whether `policy-remove` can be conveyed (docs/albatross-protocol.md, section 3.2). */
  readonly canRemovePolicies: boolean;
  /**
   * Rejects with `TransportError`, `CertificateRefusedError`, `HostUntrustedError`, `TimeoutError`
   * (phase connect), `CredentialsError`, or the signal's reason; where the host answers the domains'
   * policies first, with what it refuses them with, too (`HostFailureError`, `TimeoutError` of phase
   * reply, `SilentCloseError`, `MalformedMessageError`, `UnexpectedReplyError`).
   */
  open(target: Target, command: Command, options?: OpenOptions): Promise<Duplex>;
  /** What an error that an opened stream emits means. */
  explain(error: Error): AlbatrossError;
  /** Gives up what is kept open between commands. */
  close(): Promise<void>;
}
