import * as z from 'zod';
import type { ControlCommand } from '../control/answer-control.ts';
import { parseBody } from '../control/parse-body.ts';
import { presentBackup } from './presenter.ts';
import type { RefillPlace } from './refill-from.ts';
import { restoreBackup } from './restore-backup.ts';

const restoreBody = z.strictObject({
  file: z.string(),
  passphrase: z.string(),
  replace: z.boolean().default(false),
  forgetImages: z.boolean().default(false),
});

/** Restores a backup, as whoever runs the server asks for it while none runs. */
export function restoreCommand(into: RefillPlace): ControlCommand {
  return async ({ body, signal }) => {
    const options = { ...parseBody(restoreBody, body), signal };
    const restored = await restoreBackup(into, options);
    return { ...presentBackup(restored), notFound: restored.notFound };
  };
}
