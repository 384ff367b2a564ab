/** Something that is told to whoever watches a unikernel. */
export interface WatchEvent<T = unknown> {
  /** Where a watcher may go on later; only what can be resumed has one. */
  readonly id?: string;
  readonly data: T;
}
