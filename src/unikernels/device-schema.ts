import { z } from 'zod';
import { isMac } from '../albatross/mac.ts';
import { labelField } from '../http/fields.ts';

/** An image asks for at most 63 devices (docs/albatross-protocol.md, section 7). */
const maxDevices = 63;

/** What a solo5 tender can be told (`MFT_NAME_MAX`). */
const deviceName = z
  .string()
  .regex(/^[A-Za-z0-9]{1,67}$/, 'must be 1 to 67 letters and digits, as in the image’s manifest')
  .meta({ description: 'The device’s name inside the unikernel.', example: 'storage' });

/** A tender takes a power of two, from 512 on, that fits into 16 bits. */
const sectorSize = z
  .int()
  .refine(
    (size) => size >= 512 && size <= 32_768 && Number.isInteger(Math.log2(size)),
    'must be a power of two from 512 to 32768',
  )
  .meta({ description: 'Octets; by default the host’s choice.' });

const bridge = z
  .string()
  .regex(/^[\w.:-]{1,63}$/, 'must be 1 to 63 letters, digits, _, ., : and -')
  .meta({ description: 'A bridge of the host. By default the only one that is allowed.' });

const mac = z
  .string()
  .refine(isMac, 'must be a MAC address as 00:80:41:12:34:56')
  .transform((text) => text.toLowerCase())
  .meta({ description: 'By default derived from the names.' });

/** Each device once: what a host would make of two is its secret. */
const each = <T extends z.ZodType<{ readonly name: string }>>(device: T) =>
  z
    .array(device)
    .max(maxDevices)
    .superRefine((devices, context) => {
      devices.forEach(({ name }, index) => {
        if (devices.findIndex((other) => other.name === name) === index) return;
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `names the device ${name} again`,
        });
      });
    });

export const blockDevices = each(
  z.strictObject({
    name: deviceName,
    volume: labelField
      .optional()
      .meta({ description: 'The volume behind it. By default the one of the device’s name.' }),
    sectorSize: sectorSize.optional(),
  }),
);

export const networkDevices = each(
  z.strictObject({ name: deviceName, bridge: bridge.optional(), mac: mac.optional() }),
);

/** A block device as it is asked for. */
export type GivenBlockDevice = z.output<typeof blockDevices>[number];

/** A network device as it is asked for. */
export type GivenNetworkDevice = z.output<typeof networkDevices>[number];
