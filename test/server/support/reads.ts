import type { Told } from '../../support/request.ts';

/** What stands for the parameters of paths, by the part of the path before it. */
export type Ids = Readonly<Record<string, string>>;

interface Asking {
  ask(path: string): Promise<Told>;
}

/** Answers that go on until whoever asks leaves. */
const endless = /\/(console|events|stats)$/;

/** The path of every route below `/api/v1` that only reads, and ends, as the document has them. */
export function readPaths(document: unknown, ids: Ids): string[] {
  const paths: object = Reflect.get(Object(document), 'paths');
  return Object.entries(paths)
    .filter(([path, methods]) => path.startsWith('/api/v1/') && methods.get && !endless.test(path))
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
