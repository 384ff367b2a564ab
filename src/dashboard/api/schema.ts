import type { components } from './generated/schema.d.ts';

/** The API's named types: `Schema['Host']`. */
export type Schema = components['schemas'];
