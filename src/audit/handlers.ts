import { defineHandler } from '../identity/access/define-handler.ts';
import { presentPage } from './presenter.ts';
import type { ReadAudit } from './read-audit.ts';
import * as schema from './schema.ts';

export type AuditHandlers = ReturnType<typeof auditHandlers>;

/** Reading the audit. */
export function auditHandlers(audit: ReadAudit) {
  return {
    read: defineHandler({
      operationId: 'readAudit',
      tag: 'Audit',
      summary: 'Page through who did what, the newest first',
      description:
        'Everything that changes anything, done or refused, and every refused credential. An ' +
        'administrator sees all, others what their own account did.',
      query: schema.auditQuery,
      answers: { 200: schema.auditPage },
      handle: async ({ actor, query: { cursor, limit, ...filter } }) => {
        const page = await audit.page(actor, filter, { cursor, limit });
        return { status: 200, body: presentPage(page) };
      },
    }),
  };
}
