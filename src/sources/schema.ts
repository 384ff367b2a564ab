import { z } from 'zod';
import { parseAddress } from '../base/network-address.ts';
import { parseReference } from './oci/reference.ts';

const digestField = z
  .string()
  .regex(/^[0-9A-Fa-f]{64}$/, 'must be a SHA-256 of 64 hexadecimal digits')
  .transform((text) => text.toLowerCase());

/** At loopback nobody listens on the way, and nobody is asked but by tests. */
function isSecureOrLoopback(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.protocol === 'https:') return true; // no address is refused by another rule
  return parseAddress(url.hostname)?.range() === 'loopback';
}

/** What becomes one part of an address's path as it is. */
const partField = z
  .string()
  .max(255)
  .regex(/^(?!\.{1,2}$)[A-Za-z0-9._~-]+$/, 'must be of letters, digits and ._~-');

/** What Git takes for the name of a tag, as far as it matters here. */
const tagField = z
  .string()
  .max(255)
  .regex(/^(?!\/)(?!.*(\.\.|\/\/|\/$))[^\p{C}\p{Z}~^:?*[\\]+$/u, 'must be the name of a tag')
  .refine((text) => text !== '.', 'must be the name of a tag');

export const repositoryField = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
    'must be OWNER/REPOSITORY',
  );

const gitHubSource = z
  .strictObject({
    kind: z.literal('github'),
    repository: repositoryField,
    tag: tagField.optional().meta({ description: 'Of the release; by default the latest.' }),
    asset: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\p{C}/]+$/u, 'must be the name of an asset')
      .meta({
        description:
          'The name of an asset of the release. `*` matches any characters; exactly one asset must match.',
      }),
  })
  .meta({ description: 'An asset of a release on GitHub.' });

export const referenceField = z
  .string()
  .max(512)
  .refine((text) => parseReference(text) !== null, {
    error: 'must be as registry.example.org/name:tag, or name@sha256:DIGEST',
  });

const ociSource = z
  .strictObject({
    kind: z.literal('oci'),
    reference: referenceField.meta({
      description:
        'An artifact in a registry, whose only layer is the image: `registry.example.org/name:tag`, ' +
        '`…@sha256:DIGEST`; without a registry, Docker Hub is used.',
    }),
  })
  .meta({ description: 'An artifact in an OCI registry.' });

export const jobField = partField;

const builderSource = z
  .strictObject({
    kind: z.literal('builder'),
    job: jobField,
    build: z
      .uuid()
      .transform((text) => text.toLowerCase())
      .optional()
      .meta({ description: 'By default the latest build.' }),
    platform: partField.optional().meta({ description: 'Of the latest build, as `debian-12`.' }),
  })
  .meta({ description: 'The binary of a build of the builder that the server names.' });

const httpsSource = z
  .strictObject({
    kind: z.literal('https'),
    url: z
      .url({ protocol: /^https?$/, error: 'must be an address as https://example.org/app.hvt' })
      .refine(isSecureOrLoopback, 'must begin with https://')
      .max(2048)
      .regex(/^[^\p{C}\p{Z}]+$/u, 'must be without blanks and control characters')
      .refine((text) => {
        const { username = '', password = '' } = URL.parse(text) ?? {};
        return !username && !password;
      }, 'must have no credentials')
      .meta({ description: 'Whoever sees the release sees it without its query.' }),
    sha256: digestField.meta({
      description: 'Of the file as it is there, or of the image that it inflates to.',
    }),
  })
  .meta({ description: 'A file on the web.' });

/** Where an image is fetched from. */
export const imageSource = z
  .discriminatedUnion('kind', [gitHubSource, ociSource, builderSource, httpsSource])
  .meta({ id: 'ImageSource' });

export type ImageSource = z.output<typeof imageSource>;
export type SourceOf<K extends ImageSource['kind']> = Extract<ImageSource, { kind: K }>;
