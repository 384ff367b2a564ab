import type { z } from 'zod';
import { type CsvCell, csvLine } from '../../base/csv.ts';
import type { Actor } from '../../identity/access/actor.ts';
import { presentEvent } from '../presenter.ts';
import type { AuditFilter, ReadAudit } from '../read-audit.ts';
import type { auditEventAnswer } from '../schema.ts';

/** Events that are read at a time, so that no more are in memory. */
const pageSize = 500;

type ShownEvent = z.input<typeof auditEventAnswer>;

/** How events are written: what comes first, and each of them. */
export interface ExportFormat {
  readonly head: string;
  line(event: ShownEvent): string;
}

/** One JSON object a line. */
export const jsonLines: ExportFormat = { head: '', line: (event) => `${JSON.stringify(event)}\n` };

const columns: Readonly<Record<string, (event: ShownEvent) => CsvCell>> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  account: ({ account }) => account,
  credential: ({ credential }) => credential,
  tokenName: ({ token }) => token?.name ?? null,
  tokenPrefix: ({ token }) => token?.prefix ?? null,
  address: ({ address }) => address,
  action: ({ action }) => action,
  object: ({ object }) => object,
  domain: ({ domain }) => domain,
  outcome: ({ outcome }) => outcome,
  status: ({ status }) => status,
  requestId: ({ requestId }) => requestId,
  count: ({ count }) => count,
  lastAt: ({ lastAt }) => lastAt,
};

/** A table with a line of names. */
export const csv: ExportFormat = {
  head: csvLine(Object.keys(columns)),
  line: (event) => csvLine(Object.values(columns).map((cell) => cell(event))),
};

/**
 * All events that fit, the newest first, page by page as they are taken. Rejects as `ReadAudit.page` does,
 * and with the signal's reason.
 */
export async function* exportAudit(
  audit: ReadAudit,
  actor: Actor,
  filter: AuditFilter,
  { head, line }: ExportFormat,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let page = await audit.page(actor, filter, { limit: pageSize });
  for (let before = head; ; before = '') {
    yield before + page.events.map((event) => line(presentEvent(event))).join('');
    if (page.next === null) return;
    signal.throwIfAborted();
    page = await audit.page(actor, filter, { cursor: page.next, limit: pageSize });
  }
}
