import { z } from 'zod';
import { type Label, parseLabel } from '../albatross/names.ts';

const labelRule = '1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone';

/**
 * A label of albatross, folded to lower case. One of dots alone is none here: `.` stands for a
 * whole domain on the wire (DESIGN section 3).
 */
export const labelField = z
  .string()
  .transform((text, context): Label => {
    const label = labelOrNull(text);
    if (label && !/^\.+$/.test(label)) return label;
    context.addIssue({ code: 'custom', message: `is no label (${labelRule})` });
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

/** RFC 3339 in UTC, as every answer shows times. */
export const timeField = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });

/** An administrator's `?account=`: the domain to act in, instead of one's own. */
export const accountQuery = z.strictObject({
  account: labelField.optional().meta({ description: 'Act in this account’s domain (admin).' }),
});

/** The hosts that could not be asked, of a list over several. */
export const hostErrors = z.array(
  z.object({ host: z.string(), code: z.string(), detail: z.string() }),
);
