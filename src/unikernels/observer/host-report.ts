import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { LastWords } from './last-words.ts';

/** What the console of one that is gone was asked since. */
export interface Hearing {
  /** What it has told, with the end that the host's log tells; null: neither could be read. */
  readonly words: LastWords | null;
  /** Whether it is not late any more: what it does not tell by now it does not tell. */
  readonly isOver: boolean;
}

/** What is known of a host after a look at it. */
export interface HostReport {
  readonly host: ManagedHost;
  /** Since when it answers again, and this server watches it. */
  readonly backSince: Date;
  /** All that is known there, those too that were destroyed a while ago. */
  readonly unikernels: readonly RegisteredUnikernel[];
  /** null: its console was not asked since it is gone. */
  hearingOf(unikernel: RegisteredUnikernel): Hearing | null;
}

/** Whoever acts on what looks find. */
export interface ReportReader {
  /** Takes up a report; goes on in the background until it is done, or `signal` aborts. */
  tend(report: HostReport, signal: AbortSignal): void;
}
