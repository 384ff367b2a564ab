import type { Label } from '../../albatross/names.ts';
import type { Actor } from '../../identity/access/actor.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { presentHost } from '../presenter.ts';
import { hostAnswer, hostParams } from '../schema.ts';
import type { ShowHosts } from '../show-hosts.ts';
import type { Maintenance } from './maintenance.ts';
import { maintenanceBody } from './schema.ts';

const tag = 'Hosts';

export type MaintenanceHandlers = ReturnType<typeof maintenanceHandlers>;

/** Work on hosts, as administrators announce it. */
export function maintenanceHandlers(show: ShowHosts, maintenance: Maintenance) {
  const present = async (actor: Actor, host: Label, signal: AbortSignal) =>
    presentHost(await show.get(actor, host, signal));
  return {
    begin: defineHandler({
      operationId: 'beginMaintenance',
      tag,
      summary: 'Announce work on a host',
      description:
        'Until it ends, deployments there are refused with `host-maintenance` and the reason; nothing is ' +
        'kept running or checked there, and no event tells how the host or what runs there does. What ' +
        'runs goes on; stopping, starting and destroying are taken.',
      params: hostParams,
      body: { kind: 'json', schema: maintenanceBody },
      answers: { 200: hostAnswer },
      handle: async ({ actor, params: { host }, body, signal }) => {
        await maintenance.begin(host, body, actor);
        return { status: 200, body: await present(actor, host, signal) };
      },
    }),
    end: defineHandler({
      operationId: 'endMaintenance',
      tag,
      summary: 'End the work on a host',
      params: hostParams,
      answers: { 200: hostAnswer },
      handle: async ({ actor, params: { host }, signal }) => {
        await maintenance.end(host);
        return { status: 200, body: await present(actor, host, signal) };
      },
    }),
  };
}
