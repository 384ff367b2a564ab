import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { LastWords } from './last-words.ts';

/** What is known of a host after a look at it. */
export interface HostReport {
  readonly host: ManagedHost;
  /** Since when it answers again, and this server watches it. */
  readonly backSince: Date;
  /** All that is known there, those too that were destroyed a while ago. */
  readonly unikernels: readonly RegisteredUnikernel[];
  /** What the console of one that is gone has told since; null: nothing yet. */
  wordsOf(unikernel: RegisteredUnikernel): LastWords | null;
}

/** Whoever acts on what looks find. */
export interface ReportReader {
  /** Takes up a report; goes on in the background until it is done, or `signal` aborts. */
  tend(report: HostReport, signal: AbortSignal): void;
}
