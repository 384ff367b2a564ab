import { z } from 'zod';
import { type Label, parseLabel } from '../albatross/names.ts';

const labelRule = '1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone';

/**
 * A label of albatross, folded to lower case. One of dots alone is none here: `.` stands for a
 * whole domain in a certificate (docs/albatross-protocol.md, section 3.1).
 */
export const labelField = z
  .string()
  .transform((text, context): Label => {
    const label = labelOrNull(text);
    if (label && !/^\.+$/.test(label)) return label;
    context.addIssue({ code: 'custom', message: `is not a valid name (${labelRule})` });
    return z.NEVER;
  })
  .meta({ description: `A label: ${labelRule}; upper case is folded.`, example: 'hello' });

function labelOrNull(text: string): Label | null {
  try {
    return parseLabel(text);
  } catch {
    return null;
  }
}

/**
 * Text of one line: without control characters (U+0000 to U+001F, U+007F to U+009F), and without
 * halves of surrogate pairs, which no UTF-8 has. Databases refuse or change what they cannot hold,
 * so every text of a request is one of the four that begin here.
 */
export const textField = z
  .string()
  .refine(
    (text) => !/[\p{Cc}\p{Cs}]/u.test(text),
    'must be of one line, without control characters',
  );

/** What people call something: blanks at its ends are cut off, and something has to be left. */
export const nameField = textField.trim().min(1);

/** Text that may have several lines: tabs and line ends are taken as well. */
export const linesField = z
  .string()
  .refine((text) => !/[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text), 'must not contain control characters');

/** Text that is taken as it is, as a password: all but U+0000 and halves of surrogate pairs. */
export const exactField = z
  .string()
  .refine((text) => !/[\0\p{Cs}]/u.test(text), 'must not contain U+0000 or half a character');

/** A time that is given, with any offset; databases have no year 0, and RFC 3339 none after 9999. */
export const momentField = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((time) => isYear(time.getUTCFullYear()), 'must be within the years 1 to 9999');

const isYear = (year: number) => year >= 1 && year <= 9999;

/** RFC 3339 in UTC, as every answer shows times. */
export const timeField = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });

/** An administrator's `?account=`: the domain to act in, instead of one's own. */
export const accountQuery = z.strictObject({
  account: labelField.optional().meta({ description: 'Act in this account’s domain (admin).' }),
});

/** The same of a list, which may be everybody's. */
export const anyAccountQuery = z.strictObject({
  account: z
    .union([z.literal('*'), labelField])
    .optional()
    .meta({ description: 'This account’s, or `*`: everybody’s (admin).' }),
});

/** The hosts that could not be asked, of a list over several. */
export const hostErrors = z.array(
  z.object({ host: z.string(), code: z.string(), detail: z.string() }),
);
