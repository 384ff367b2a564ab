import type { Outbox } from './outbox.ts';

/** How people are written to, where there is a mail server. */
export interface Mailing {
  readonly outbox: Outbox;
  /** What paths of ours are put behind in links, as `https://example.org/fulmar`. */
  readonly serverAddress: string;
}
