import { z } from 'zod';
import { accountQuery, anyAccountQuery, hostErrors, labelField } from '../http/fields.ts';
import { nextField, pageQuery } from '../http/paging.ts';

export const volumeParams = z.strictObject({ host: labelField, name: labelField });
export const hostParams = z.strictObject({ host: labelField });

/** Larger than any disk, and far from where MiB in octets leave the safe integers. */
const maxSize = 2 ** 30;

export const createVolumeBody = z
  .strictObject({
    name: labelField,
    size: z.int().min(1).max(maxSize).meta({ description: 'MiB' }),
  })
  .meta({ id: 'CreateVolume' });

export const volumeChange = z
  .strictObject({
    deletionProtection: z.boolean().meta({
      description: 'Whether it can be neither removed nor overwritten.',
    }),
  })
  .meta({ id: 'VolumeSettings' });

export { accountQuery };

export const volumesQuery = accountQuery.extend(pageQuery);
export const allVolumesQuery = anyAccountQuery.extend(pageQuery);

const flag = z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false);

export const uploadQuery = accountQuery.extend({
  empty: flag.meta({
    description: 'The content is empty, and the volume is to read as zeros; refused without this.',
  }),
  direct: flag.meta({
    description:
      'Stream straight through to the host instead of spooling first. What breaks off leaves the ' +
      'volume with a part of the new content.',
  }),
});

export const downloadQuery = accountQuery.extend({
  compression: z.coerce
    .number()
    .pipe(z.int().min(0).max(9))
    .default(0)
    .meta({ description: '0: as it is; 1 to 9: a zlib stream (RFC 1950) of that level.' }),
});

export const volumeAnswer = z
  .object({
    host: z.string(),
    name: z.string(),
    account: z.string().nullable().meta({
      description: 'Whose domain it is in; null: the root’s.',
    }),
    foreign: z.boolean().meta({
      description:
        'It belongs to no account, because its name is nested or its domain is not an ' +
        'account’s; administrators see it with `?account=*`, under its full name.',
    }),
    size: z.number().meta({ description: 'MiB' }),
    inUse: z.boolean().meta({ description: 'Whether a running unikernel holds it.' }),
    deletionProtection: z.boolean(),
  })
  .meta({ id: 'Volume' });

export const volumeList = z.object({ data: z.array(volumeAnswer), next: nextField });
export const volumesAcross = volumeList.extend({ errors: hostErrors });

export const uploadAnswer = z
  .object({
    sizeBytes: z.number().meta({ description: 'Octets received.' }),
    contentSizeBytes: z.number().meta({ description: 'Octets of content, inflated.' }),
    sha256: z.string().meta({ description: 'SHA-256 of the content, hex.' }),
    size: z
      .number()
      .meta({ description: 'The former name of `sizeBytes`, in octets.', deprecated: true }),
    contentSize: z
      .number()
      .meta({ description: 'The former name of `contentSizeBytes`, in octets.', deprecated: true }),
  })
  .meta({ id: 'VolumeUpload' });
