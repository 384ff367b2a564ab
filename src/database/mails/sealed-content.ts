import { z } from 'zod';
import type { Database } from '../database.ts';
import { rowsById } from '../rows-by-id.ts';
import type { SecretBox } from '../secret-box.ts';
import { QueuedMail } from './entity.ts';
import type { MailContent } from './mail-content.ts';

const contentSchema = z.object({ subject: z.string(), text: z.string(), html: z.string() });

const contextOf = (id: string) => `mail/${id}`;

export function sealContent(box: SecretBox, id: string, content: MailContent): string {
  return box.seal(Buffer.from(JSON.stringify(content)), contextOf(id));
}

/** What was sealed. Throws `SealError`. */
export function openContent(box: SecretBox, { id, sealedContent }: QueuedMail): MailContent {
  return contentSchema.parse(JSON.parse(box.open(sealedContent, contextOf(id)).toString()));
}

/** Seals with the newest key what an older one has sealed. Says how many that were. */
export async function resealMails(database: Database, box: SecretBox): Promise<number> {
  const older = { $not: { sealedContent: { $like: `${box.newestKey}.%` } } };
  const rows = rowsById((behind, page) =>
    database.em().find(QueuedMail, { $and: [older, behind] }, page),
  );
  let count = 0;
  for await (const { id, sealedContent } of rows) {
    const fresh = box.reseal(sealedContent, contextOf(id));
    if (fresh === null) continue;
    count += await database.em().nativeUpdate(QueuedMail, { id }, { sealedContent: fresh });
  }
  return count;
}
