import { z } from 'zod';
import type { Told } from '../../support/request.ts';

/** What stands for the parameters of paths, by the part of the path before it. */
export type Ids = Readonly<Record<string, string>>;

interface Asking {
  ask(path: string): Promise<Told>;
}

/** What is asked for by GET, as the document has it. */
const answer = z.object({ content: z.looseObject({}).default({}) });
const reading = z.object({ get: z.object({ responses: z.record(z.string(), answer) }) });

/** Whether the answer goes on until whoever asks leaves. */
const isEndless = (given: z.output<typeof answer> | undefined) =>
  given !== undefined && 'text/event-stream' in given.content;

/** The path of every route below `/api/v1` that only reads, and ends, as the document has them. */
export function readPaths(document: unknown, ids: Ids): string[] {
  const paths: object = Reflect.get(Object(document), 'paths');
  return Object.entries(paths)
    .filter(([path, methods]) => {
      const { data } = reading.safeParse(methods);
      return path.startsWith('/api/v1/') && data && !isEndless(data.get.responses[200]);
    })
    .map(([path]) => fill(path.slice('/api/v1'.length), ids));
}

/** The status of each. */
export async function readAll(paths: readonly string[], server: Asking): Promise<string[]> {
  const statuses: string[] = [];
  for (const path of paths) statuses.push(`${(await server.ask(path)).status} ${path}`);
  return statuses;
}

function fill(path: string, ids: Ids): string {
  return path.replace(
    /\/(\w+)\/\{\w+\}/g,
    (_all, kind: string) => `/${kind}/${ids[kind] ?? 'none'}`,
  );
}
