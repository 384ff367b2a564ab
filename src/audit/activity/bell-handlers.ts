import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { presentEvent } from './presenter.ts';
import * as schema from './schema.ts';
import { noteSeen, readUnseen } from './unseen-events.ts';

const tag = 'Events';

/** For what somebody has not seen yet. */
export function bellHandlers({ database, clock }: { database: Database; clock: Clock }) {
  return {
    unseen: defineHandler({
      operationId: 'listUnseenEvents',
      tag,
      summary: 'Show what is not well and was not seen',
      description:
        'Warnings and errors of the last seven days about what the account has, and for an administrator ' +
        'about hosts; not of what is muted.',
      answers: { 200: schema.unseenEvents },
      handle: async ({ actor: { account } }) => {
        const { count, events } = await readUnseen(database, clock, account);
        return { status: 200, body: { count, data: events.map(presentEvent) } };
      },
    }),
    seen: defineHandler({
      operationId: 'markEventsSeen',
      tag,
      summary: 'Mark events as seen, up to one',
      body: { kind: 'json', schema: schema.seenBody },
      answers: { 204: null },
      handle: async ({ actor: { account }, body: { number } }) => {
        await noteSeen(database, account.id, number);
        return { status: 204 };
      },
    }),
  };
}
