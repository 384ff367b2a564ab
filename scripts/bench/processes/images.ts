import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { StoredImage } from '../../../src/storage/image-store.ts';
import { openKept, placeAddress } from '../../../test/storage/support/place-at.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Keeps images, which come from files as from the spool, and reads them; tells when it is done. */
const wanted = z.object({
  act: z.enum(['keep', 'read']),
  file: z.string(),
  digest: z.string(),
  size: z.number(),
});
type Wanted = z.output<typeof wanted>;

const { kept, database } = await openKept(placeAddress.parse(optionsFromParent()));
await database.orm.schema.update(); // leaves what an earlier process has kept
tellParent('ready');

for (;;) {
  const [message] = await once(process, 'message');
  const asked = wanted.parse(message);
  if (asked.act === 'keep') await kept.keep(imageIn(asked));
  else await read(asked);
  process.send?.('done');
}

function imageIn({ file, digest, size }: Wanted): StoredImage {
  return {
    ...{ digest, size, solo5: { target: 'spt', abiVersion: 2, devices: [] } },
    open: () => createReadStream(file, { highWaterMark: 2 ** 20 }),
    discard: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Throws where it is damaged. */
async function read({ digest, size }: Wanted): Promise<void> {
  const found = await kept.find(digest);
  let octets = 0;
  for await (const piece of found?.open() ?? []) octets += piece.length;
  if (octets !== size) throw new Error(`${octets} of ${size} octets were read`);
}
