import { MalformedMessageError } from '../errors.ts';

/** Date and minutes; seconds and milliseconds, if any; `Z`, an offset, or neither for UTC. */
const pattern =
  /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d\d)(\d\d))?$/;

/**
 * A GeneralizedTime as albatross reads it: more forms than DER allows, and the digits of a fraction
 * are a number of milliseconds, so that `.1` is one. Throws `MalformedMessageError`.
 */
export function parseGeneralizedTime(text: string): Date {
  const match = pattern.exec(text);
  if (!match) throw new MalformedMessageError('a GeneralizedTime of no known form');
  const [, year, month, day, hour, minute, second = '00', fraction = ''] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padStart(3, '0')}Z`;
  const time = new Date(local);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== local) {
    throw new MalformedMessageError('a GeneralizedTime that no calendar has');
  }
  return new Date(time.getTime() - offsetMilliseconds(match[8], match[9], match[10]));
}

function offsetMilliseconds(sign = '+', hours = '0', minutes = '0'): number {
  const milliseconds = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -milliseconds : milliseconds;
}

/**
 * A GeneralizedTime in UTC, with a fraction of three digits only where there are milliseconds.
 * Throws a RangeError for a Date that is invalid or beyond the years 0 to 9999.
 */
export function formatGeneralizedTime(time: Date): string {
  const iso = time.toISOString();
  if (iso.length !== 24) throw new RangeError(`${iso} does not fit a GeneralizedTime`);
  const [seconds = '', milliseconds = ''] = iso.replace('Z', '').split('.');
  const fraction = milliseconds === '000' ? '' : `.${milliseconds}`;
  return `${seconds.replace(/[-T:]/g, '')}${fraction}Z`;
}
