import { defineHandler } from '../../identity/access/define-handler.ts';
import { hostParams } from '../schema.ts';
import { countHoldings } from './count-holdings.ts';
import type { Deps } from './deps.ts';
import { presentHoldings } from './presenter.ts';
import { hostHoldingsAnswer } from './schema.ts';

export type HostHoldingsHandlers = ReturnType<typeof hostHoldingsHandlers>;

/** What is kept of hosts. */
export function hostHoldingsHandlers(deps: Pick<Deps, 'database' | 'hosts' | 'belongings'>) {
  return {
    show: defineHandler({
      operationId: 'listHostHoldings',
      tag: 'Hosts',
      summary: 'Show what is kept of a host: what goes along with a new name, or ends with it',
      params: hostParams,
      answers: { 200: hostHoldingsAnswer },
      handle: async ({ params: { host } }) => ({
        status: 200,
        body: presentHoldings(await countHoldings(deps, host)),
      }),
    }),
  };
}
