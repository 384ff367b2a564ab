import { z } from 'zod';
import { timeField } from '../../../http/fields.ts';
import { jobField, referenceField, repositoryField } from '../../../sources/schema.ts';
import { limitsAnswer } from '../schema.ts';

export const releasesQuery = z.strictObject({ repository: repositoryField });
export const tagsQuery = z.strictObject({
  reference: referenceField.meta({ description: 'Its tag or digest is ignored.' }),
});
export const jobsQuery = z.strictObject({});
export const buildsQuery = z.strictObject({ job: jobField });

const digestAnswer = z.string().meta({ description: 'SHA-256, hexadecimal' });
const sizeAnswer = z.int().meta({ description: 'Octets' });

const release = z
  .object({
    tag: z.string(),
    publishedAt: timeField.nullable(),
    isPrerelease: z.boolean(),
    page: z.string().nullable().meta({ description: 'The address of its page.' }),
    assets: z
      .array(z.object({ name: z.string(), sizeBytes: sizeAnswer }))
      .meta({ description: 'Without signatures.' }),
  })
  .meta({ id: 'SourceRelease' });

const job = z
  .object({
    name: z.string(),
    synopsis: z.string().nullable().meta({ description: 'What it builds.' }),
  })
  .meta({ id: 'SourceJob' });

const build = z
  .object({
    uuid: z.string(),
    platform: z.string().nullable(),
    startedAt: timeField.nullable(),
    sha256: digestAnswer,
    sizeBytes: sizeAnswer,
  })
  .meta({ id: 'SourceBuild' });

function listing<T extends z.ZodType>(choice: T, id: string) {
  return z
    .object({
      data: z.array(choice),
      hasMore: z.boolean().meta({
        description: 'Whether the source has more; what is not listed can be named all the same.',
      }),
      credential: z.enum(['account', 'server']).nullable().meta({
        description: 'Whose saved credential the source was shown; null: none.',
      }),
      limits: limitsAnswer.nullable().meta({
        description: 'What is left of its rate limit; null: the source did not say.',
      }),
    })
    .meta({ id });
}

export const releasesAnswer = listing(release, 'SourceReleases');
export const tagsAnswer = listing(z.string(), 'SourceTags');
export const jobsAnswer = listing(job, 'SourceJobs');
export const buildsAnswer = listing(build, 'SourceBuilds');
