import { z } from 'zod';

const pace = {
  every: z.int().min(1).optional().meta({ description: 'Seconds between tries.' }),
  timeout: z.int().min(1).optional().meta({ description: 'Seconds that a try may take.' }),
};
const port = z.int().min(1).max(65_535);
const oneStatus = z.union([z.int().min(100).max(599), z.string()]);

/** What must hold after a deployment. The server knows more of what makes each a good one. */
export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    url: z.string(),
    status: z.union([oneStatus, z.array(oneStatus)]).optional(),
    text: z.string().optional(),
    verify: z.boolean().optional(),
    ...pace,
  }),
  z.strictObject({ kind: z.literal('tcp'), host: z.string(), port, ...pace }),
  z.strictObject({
    kind: z.literal('dns'),
    name: z.string(),
    server: z.string().optional(),
    port: port.optional(),
    type: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT']).optional(),
    expect: z.string().optional(),
    ...pace,
  }),
  z.strictObject({
    kind: z.literal('console'),
    text: z.string().optional(),
    pattern: z.string().optional(),
    must: z.enum(['come', 'not-come']).optional(),
    ...pace,
  }),
]);
