import { isAbsolute } from 'node:path';
import * as z from 'zod';
import type { ControlCommand } from '../control/answer-control.ts';
import { parseBody } from '../control/parse-body.ts';
import { presentBackup } from './presenter.ts';
import type { BackupPlace } from './source.ts';
import { writeBackup } from './write-backup.ts';

const backupBody = z.strictObject({
  file: z.string().refine(isAbsolute, 'has to be an absolute path'),
  passphrase: z.string(),
  images: z.boolean().default(false),
  consoles: z.boolean().default(false),
});

/** Makes a backup into a file, as whoever runs the server asks for it. */
export function backupCommand(from: BackupPlace): ControlCommand {
  return async ({ body, signal }) => {
    const options = parseBody(backupBody, body);
    const written = await writeBackup(from, { ...options, signal });
    return { file: options.file, size: written.size, ...presentBackup(written) };
  };
}
