import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { rowsById } from '../../database/rows-by-id.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import { Channel } from './entity.ts';

/** Where a webhook goes, and the secrets that sign it: the newest first, the others until their end. */
const webhookSettings = z.object({
  kind: z.literal('webhook'),
  url: z.string(),
  secrets: z.array(z.object({ secret: z.string(), until: z.iso.datetime().nullable() })),
});

/** Where a text goes, and how it is made. */
const textSettings = z.object({
  kind: z.literal('text'),
  url: z.string(),
  method: z.enum(['POST', 'PUT']),
  contentType: z.string(),
  template: z.string(),
  header: z.object({ name: z.string(), value: z.string() }).nullable(),
});

const settings = z.discriminatedUnion('kind', [webhookSettings, textSettings]);

export type WebhookSettings = z.output<typeof webhookSettings>;
export type TextSettings = z.output<typeof textSettings>;
/** What a channel needs to tell, which may be secret as a whole: addresses of chats let anybody write. */
export type ChannelSettings = z.output<typeof settings>;

/** Why a channel tells nothing whose key was taken away. */
export const sealedWithLostKey = 'Its settings are sealed with a key not given.';

const contextOf = (id: string) => `channel/${id}`;

export function sealSettings(box: SecretBox, id: string, value: ChannelSettings): string {
  return box.seal(Buffer.from(JSON.stringify(value)), contextOf(id));
}

/** What was sealed; null for mails, which need nothing. Throws `SealError`. */
export function openSettings(
  box: SecretBox,
  { id, sealedSettings }: Pick<Channel, 'id' | 'sealedSettings'>,
): ChannelSettings | null {
  if (!sealedSettings) return null;
  return settings.parse(JSON.parse(box.open(sealedSettings, contextOf(id)).toString()));
}

/** What was sealed, or why it is not known. */
export interface ReadSettings {
  readonly settings: ChannelSettings | null;
  readonly fault: string | null;
}

/** What may be shown of it; where its key is lost nothing, and why. */
export function readSettings(
  box: SecretBox,
  channel: Pick<Channel, 'id' | 'sealedSettings'>,
): ReadSettings {
  try {
    return { settings: openSettings(box, channel), fault: null };
  } catch (error) {
    if (error instanceof SealError) return { settings: null, fault: sealedWithLostKey };
    throw error;
  }
}

/** Seals with the newest key what an older one has sealed. Says how many that were. */
export async function resealChannels(database: Database, box: SecretBox): Promise<number> {
  const isNewest = { sealedSettings: { $like: `${box.newestKey}.%` } };
  const older = { sealedSettings: { $ne: null }, $not: isNewest };
  const rows = rowsById((behind, page) =>
    database.em().find(Channel, { $and: [older, behind] }, page),
  );
  let count = 0;
  for await (const { id, sealedSettings } of rows) {
    const fresh = sealedSettings ? box.reseal(sealedSettings, contextOf(id)) : null;
    if (fresh === null) continue;
    // Somebody may change it meanwhile.
    count += await database
      .em()
      .nativeUpdate(Channel, { id, sealedSettings }, { sealedSettings: fresh });
  }
  return count;
}
