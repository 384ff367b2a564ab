import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Golden vectors of the real implementation; the README beside the file describes the lines. */
const file = new URL('./vectors.jsonl', import.meta.url);

const lineSchema = z.looseObject({ kind: z.string(), id: z.string() });

/** Every line of vectors.jsonl, its members yet unread. */
export const lines = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)));

/** The lines of one kind, read with a schema that knows all their members. */
export function ofKind<T extends z.ZodType>(kind: string, schema: T): z.infer<T>[] {
  return lines
    .filter((line) => line.kind === kind)
    .map(({ kind: _, ...members }) => schema.parse(members));
}
