import { z } from 'zod';

/** The id of something that is stored (UUID, RFC 9562); upper case is folded, as it is stored. */
export const idField = z.uuid().toLowerCase();
