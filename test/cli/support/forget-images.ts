import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CommandWorld } from './command-world.ts';

/** Starts the server without the images that it kept, or without one of them, as a restored backup may be. */
export async function forgetImages({ server }: CommandWorld, digest?: string): Promise<void> {
  await server.restart(() => {
    const database = new DatabaseSync(join(server.folder, 'data', 'fulmar.sqlite'));
    const which = digest === undefined ? '' : ' WHERE digest = ?';
    const values = digest === undefined ? [] : [digest];
    database.prepare(`DELETE FROM kept_images${which}`).run(...values);
    database.close();
  });
}
