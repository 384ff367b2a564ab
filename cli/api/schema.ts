import type { components } from './generated/schema.d.ts';

/** The schemas of the OpenAPI document, by their names. */
export type Schema = components['schemas'];
