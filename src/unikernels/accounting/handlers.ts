import { Readable } from 'node:stream';
import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { pageOf } from '../../http/paging.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { monthOf } from './account-usage.ts';
import { AccountUsage } from './entity.ts';
import { positionOf, presentUsage, usageTable } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'Accounts';

const description =
  'Added up each minute while Fulmar runs and the host answers; `observedHours` says for how long that ' +
  'was. Months of the last two years.';

export interface AccountUsageHandlerDeps {
  readonly database: Database;
  readonly clock: Clock;
}

export type AccountUsageHandlers = ReturnType<typeof accountUsageHandlers>;

/** What accounts had and used in a month, for administrators. */
export function accountUsageHandlers({ database, clock }: AccountUsageHandlerDeps) {
  const read = async (month: string, account: Label | undefined) => {
    const orderBy = { domain: 'asc', host: 'asc' } as const;
    const where = { month, ...(account !== undefined && { domain: account }) };
    const rows = await database.em().find(AccountUsage, where, { orderBy });
    return rows.map(presentUsage);
  };
  return {
    show: defineHandler({
      operationId: 'showUsage',
      tag,
      summary: 'Show what accounts had and used on hosts in a month',
      description,
      query: schema.usagePageQuery,
      answers: { 200: schema.usageAnswer },
      handle: async ({ query: { month = monthOf(clock()), account, ...part } }) => {
        const page = pageOf(await read(month, account), positionOf, part);
        return { status: 200, body: { month, data: [...page.data], next: page.next } };
      },
    }),
    exportCsv: defineHandler({
      operationId: 'exportUsageCsv',
      tag,
      summary: 'Download what accounts had and used on hosts in a month as CSV',
      description,
      query: schema.usageQuery,
      answers: { 200: 'text/csv' },
      audited: true,
      handle: async ({ query: { month = monthOf(clock()), account } }) => {
        const table = usageTable(month, await read(month, account));
        const name = account === undefined ? month : `${month}-${account}`;
        const headers = { 'content-disposition': `attachment; filename="usage-${name}.csv"` };
        return { status: 200, stream: Readable.from(table, { objectMode: false }), headers };
      },
    }),
  };
}
