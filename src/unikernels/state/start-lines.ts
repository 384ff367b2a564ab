import { clockSlack } from '../../host-client/host-clock.ts';

/** How far behind a host's clock may be of which nothing is known, in milliseconds: TLS tolerates less. */
const unknownSlack = 300_000;

/** A start that was asked for and not seen: nothing tells when it was by its host's clock. */
export interface UnseenStart {
  /** By our clock. */
  readonly askedAt: Date;
  /** Whether there was none of its name before whose lines these might be. */
  readonly isFirst: boolean;
  /** Milliseconds that its host's clock is ahead; null: not known. */
  readonly ahead: number | null;
}

const isOpen = ({ isFirst, ahead }: UnseenStart) => isFirst && ahead === null;

const usually = ({ askedAt, ahead }: UnseenStart) =>
  new Date(askedAt.getTime() + (ahead ?? 0) - clockSlack);

/** Since when lines may be of it, by its host's clock. */
export const mayBeSince = (start: UnseenStart): Date =>
  isOpen(start) ? new Date(start.askedAt.getTime() - unknownSlack) : usually(start);

/** Those of a console's lines that are of it. */
export function linesOfStart<L extends { readonly timestamp: Date }>(
  lines: readonly L[],
  start: UnseenStart,
): readonly L[] {
  const since = (moment: Date) => lines.filter(({ timestamp }) => timestamp >= moment);
  const usual = since(usually(start));
  return usual.length > 0 || !isOpen(start) ? usual : since(mayBeSince(start));
}
