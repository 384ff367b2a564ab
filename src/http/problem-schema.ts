import * as z from 'zod';
import type { ProblemFacts } from '../base/errors.ts';

const fact = (description: string) => z.string().optional().meta({ description });
const numberFact = (description: string) => z.int().optional().meta({ description });

const facts = {
  address: fact('The address that the credential is not for.'),
  authorizedKeysLine: fact('What lets the server in, for `authorized_keys` on the host.'),
  deployment: fact('The id of the deployment that failed.'),
  ended: z.boolean().optional().meta({
    description:
      'true: the host refused only after it had ended the unikernel that was to be replaced.',
  }),
  error: fact('To a program without a browser, the word of RFC 8628 for it.'),
  host: fact('The host that it is about.'),
  hostKey: fact('The fingerprint of the key that the host presents, to be confirmed.'),
  hostKeyType: fact('The type of that key.'),
  hourlyLimit: numberFact('The most requests an hour that may be given.'),
  id: z.string().nullish().meta({ description: 'What the first request has made.' }),
  issuer: fact('The issuer that is not allowed.'),
  kept: z.boolean().optional().meta({ description: 'Whether the server goes on with the upload.' }),
  latest: fact('The latest end that may be given.'),
  limit: numberFact('The most octets, or requests an hour, that are taken.'),
  memory: numberFact('MiB that the image needs at the least.'),
  name: fact('The name that the credential is not for.'),
  presentedHostKey: fact('The fingerprint of the key that the host presents instead.'),
  publicKey: fact('The public key that the server shows the host.'),
  reason: fact('Why the image cannot be used.'),
  resetsAt: fact('When the source takes requests again, if it says so.'),
  rollback: fact('Whether what ran before could be started again: `available` or `unavailable`.'),
  scope: fact('The scope that the token lacks.'),
  secret: fact('The name of the secret that there is not, or that cannot be used.'),
  serviceStatus: numberFact('The status that the other service answered.'),
  steps: z
    .array(
      z.object({
        name: z.string(),
        state: z.string(),
        startedAt: z.string(),
        finishedAt: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    )
    .optional()
    .meta({ description: 'The steps of the deployment.' }),
  target: fact('The target that the image is built for.'),
} satisfies Record<keyof ProblemFacts, z.ZodType>;

/** What every problem is answered as (RFC 9457), with the facts that some of them have. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Where the documentation explains it.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'For people.' }),
    code: z.string().meta({ description: 'Stable; programs may rely on it.' }),
    requestId: z.string().meta({ description: 'What the log knows the request by.' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'What is wrong with single members of the request.' }),
    ...facts,
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });
