import { entrances } from './entrances.ts';
import { pages } from './pages.ts';

/** Every address at which there is a page, in wouter's notation. The server answers 404 at any other. */
export const addresses: readonly string[] = [...entrances, ...pages].map(({ path }) => path);
