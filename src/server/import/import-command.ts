import { isAbsolute } from 'node:path';
import * as z from 'zod';
import type { ControlCommand } from '../control/answer-control.ts';
import { parseBody } from '../control/parse-body.ts';
import { type ImportDeps, importMollymawk } from './import-mollymawk.ts';
import { readFile } from './read-file.ts';

const importBody = z.strictObject({
  file: z.string().refine(isAbsolute, 'has to be an absolute path'),
  apply: z.boolean().default(false),
});

/** Imports mollymawk's data, as whoever runs the server asks for it; without `apply` only says what it would do. */
export function importCommand(
  deps: Omit<ImportDeps, 'apply' | 'requestId' | 'signal'>,
): ControlCommand {
  return async ({ body, requestId, signal }) => {
    const { file, apply } = parseBody(importBody, body);
    const store = await readFile(file, signal);
    return await importMollymawk({ ...deps, requestId, signal, apply }, store);
  };
}
