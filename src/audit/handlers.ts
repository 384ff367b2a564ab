import { Readable } from 'node:stream';
import { cursorNumber } from '../http/paging.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { csv, type ExportFormat, exportAudit, jsonLines } from './export/export-audit.ts';
import { presentPage } from './presenter.ts';
import type { ReadAudit } from './read-audit.ts';
import * as schema from './schema.ts';

export type AuditHandlers = ReturnType<typeof auditHandlers>;

/** Reading the audit. */
export function auditHandlers(audit: ReadAudit) {
  return {
    exportCsv: exportHandler(audit, { ...csv, name: 'Csv', type: 'text/csv', file: 'audit.csv' }),
    exportJson: exportHandler(audit, {
      ...jsonLines,
      ...{ name: 'JsonLines', type: 'application/jsonl', file: 'audit.jsonl' },
    }),
    read: defineHandler({
      operationId: 'readAudit',
      tag: 'Audit',
      summary: 'Page through who did what, the newest first',
      description:
        'Everything that changes anything, done or refused, and every refused credential. An ' +
        'administrator sees all, others what their own account did. Without `limit` a page has 50.',
      query: schema.auditQuery,
      answers: { 200: schema.auditPage },
      handle: async ({ actor, query: { cursor, limit = 50, ...filter } }) => {
        const page = await audit.page(actor, filter, { cursor: cursorNumber(cursor), limit });
        return { status: 200, body: presentPage(page) };
      },
    }),
  };
}

interface ExportedAs extends ExportFormat {
  readonly name: string;
  readonly type: string;
  readonly file: string;
}

function exportHandler(audit: ReadAudit, format: ExportedAs) {
  return defineHandler({
    operationId: `exportAudit${format.name}`,
    tag: 'Audit',
    summary: `Download the audit as ${format.type}, the newest first`,
    description:
      'All that fits the filters, of whatever length. Text that a spreadsheet would take for a formula ' +
      'has an apostrophe before it in CSV. The download is recorded in the audit.',
    query: schema.exportQuery,
    answers: { 200: format.type },
    audited: true,
    handle: async ({ actor, query, signal }) => {
      const lines = exportAudit(audit, actor, query, format, signal);
      const headers = { 'content-disposition': `attachment; filename="${format.file}"` };
      const { value: first = '' } = await lines.next(); // a refusal is an answer, not a broken download
      return { status: 200, stream: Readable.from(prepend(first, lines)), headers };
    },
  });
}

async function* prepend(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
