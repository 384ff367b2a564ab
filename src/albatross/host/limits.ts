/** What bounds an operation on a host. */
export interface HostLimits {
  /** For the answer to a command, or to a transfer that has been sent whole: milliseconds. */
  readonly replyTimeout: number;
  /** For the next octets of a transfer: milliseconds. */
  readonly progressTimeout: number;
  /** Octets of one message from the host that is no list. */
  readonly maxMessage: number;
  /** Octets of a list: of all on the host, and of what each of its unikernels was started with. */
  readonly maxList: number;
  /** Octets of an image from the host. */
  readonly maxImage: number;
}

export const defaultLimits: HostLimits = {
  replyTimeout: 60_000,
  progressTimeout: 60_000,
  maxMessage: 1024 * 1024,
  maxList: 32 * 1024 * 1024,
  maxImage: 256 * 1024 * 1024,
};
