/** What a domain may use on a host (PROTOCOL.md section 6, `Policy`). */
export interface Policy {
  /** How many unikernels. The root's is 2^62-1, no limit: beyond what a number holds. */
  readonly unikernels: number | bigint;
  readonly cpuids: readonly number[];
  /** MiB, the sum over all unikernels. */
  readonly memory: number;
  /** MiB, the sum over all volumes; null: no volumes. */
  readonly block: number | null;
  readonly bridges: readonly string[];
}
