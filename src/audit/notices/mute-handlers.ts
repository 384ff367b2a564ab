import type { z } from 'zod';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Ownership } from '../channels/ownership.ts';
import type { Mute } from './entity.ts';
import type { Mutes } from './mutes.ts';
import * as schema from './schema.ts';

const tag = 'Notifications';

/** For what people want to hear nothing of for a while. */
export function muteHandlers(
  { mutes }: { readonly mutes: Mutes },
  { suffix, whose, owner }: Ownership,
) {
  return {
    listMutes: defineHandler({
      operationId: `listMutes${suffix}`,
      tag,
      summary: `List what ${whose} channels tell people nothing of`,
      answers: { 200: schema.muteList },
      handle: async ({ actor }) => {
        const list = await mutes.list(owner(actor));
        return { status: 200, body: { data: list.map(presentMute) } };
      },
    }),
    mute: defineHandler({
      operationId: `muteObject${suffix}`,
      tag,
      summary: 'Mute an object for a while',
      description:
        'Mails and texts report nothing about it, nor about what is below it; webhooks do. Problems that still ' +
        'exist when the mute ends are reported then.',
      body: { kind: 'json', schema: schema.muteBody },
      answers: { 201: schema.muteAnswer },
      problems: ['limit-reached', 'account-unknown'],
      handle: async ({ actor, body: { object, until } }) => {
        return { status: 201, body: presentMute(await mutes.mute(owner(actor), object, until)) };
      },
    }),
    unmute: defineHandler({
      operationId: `unmuteObject${suffix}`,
      tag,
      summary: 'Tell of a muted object again',
      params: schema.muteParams,
      answers: { 204: null },
      problems: ['mute-unknown'],
      handle: async ({ actor, params: { id } }) => {
        await mutes.end(owner(actor), id);
        return { status: 204 };
      },
    }),
  };
}

function presentMute({ id, object, until, createdAt }: Mute): z.input<typeof schema.muteAnswer> {
  return { id, object, until: until.toISOString(), createdAt: createdAt.toISOString() };
}
