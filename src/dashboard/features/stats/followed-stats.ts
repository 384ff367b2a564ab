import type { StreamState } from '../../api/event-stream.ts';
import type { UsagePoint } from './usage-history.ts';

/** What a unikernel uses, as it is followed. */
export interface FollowedStats {
  readonly history: readonly UsagePoint[];
  readonly state: StreamState;
  /** Why it is not followed any more; null while it is. */
  readonly error: unknown;
  retry(): void;
}
