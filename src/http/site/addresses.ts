import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** Where the build writes down which addresses the dashboard answers. */
export const addressesFile = 'addresses.json';

const patterns = z.array(z.string());

/** Whether the dashboard has a page at a path; whether what that shows exists is for the page itself to say. */
export type HasPage = (path: string) => boolean;

/**
 * Reads the addresses of a built site, as `/unikernels/:host/:name`. A build of a release before does not
 * say which there are: then its root alone is one.
 */
export async function readAddresses(folder: string): Promise<HasPage> {
  try {
    const text = await readFile(join(folder, addressesFile), 'utf8');
    return hasPageAt(patterns.parse(JSON.parse(text)));
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return hasPageAt([]);
    throw error;
  }
}

/** A part that begins with a colon stands for any one part; a slash at the end changes nothing. */
export function hasPageAt(addresses: readonly string[]): HasPage {
  const literal = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = addresses.map((address) =>
    address
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : literal(part)))
      .join('/'),
  );
  const all = new RegExp(`^(?:${parts.join('|')})/?$`, 'i');
  return (path) => all.test(path);
}
