import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { addressesFile } from '../../src/http/site/addresses.ts';

/** The table of the dashboard, whose types are those of a browser. */
const table = new URL('../../src/dashboard/addresses.ts', import.meta.url);

const exported = z.object({ addresses: z.array(z.string().startsWith('/')).min(1) });

/** Writes down for the server which addresses the dashboard answers, from its own table of pages. */
export async function writeAddresses(folder: string): Promise<void> {
  const { addresses } = exported.parse(await import(table.href));
  await writeFile(join(folder, addressesFile), JSON.stringify(addresses));
}
