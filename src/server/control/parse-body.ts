import type { z } from 'zod';
import { Problem } from '../../base/errors.ts';
import { explainIssue } from '../../base/explain-issue.ts';

/** What a command takes. Throws `invalid-body`, with all faults. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body, { error: explainIssue });
  if (read.success) return read.data;
  const errors = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Problem('invalid-body', 'This is not what the command takes.', { errors });
}
